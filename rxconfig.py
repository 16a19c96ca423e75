"""What Reflex needs to know; everything else is in sellerhub/core/settings.py."""

import reflex as rx

from sellerhub.core.settings import settings
from sellerhub.web.build import SellerHubPlugin

_settings = settings()

config = rx.Config(
    app_name="sellerhub",
    app_module_import="sellerhub.app",
    plugins=[rx.plugins.SitemapPlugin(), SellerHubPlugin()],
    cors_allowed_origins=sorted({_settings.address, f"http://localhost:{_settings.port}", f"http://127.0.0.1:{_settings.port}"}),
    redis_url=_settings.redis_url or None,
    state_manager_mode="redis" if _settings.redis_url else "memory",
    trusted_proxy_hops=_settings.trusted_proxies,
    show_built_with_reflex=False,
    telemetry_enabled=False,
)
