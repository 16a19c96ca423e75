"""The only wiring: pages, routes, reactions, jobs, adapters, middleware. Reads like an inventory."""

import sellerhub.app_tables  # noqa: F401
