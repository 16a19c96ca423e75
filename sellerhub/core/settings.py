"""Settings: environment variables `SELLERHUB_*`, then the file `sellerhub.toml`, then these defaults."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

# Other processes work elsewhere: what is relative is so from where the first one was started
Folder = Annotated[Path, AfterValidator(lambda path: path.expanduser().absolute())]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SELLERHUB_", toml_file="sellerhub.toml", extra="forbid")

    data_dir: Folder = Field(Path("data"), validate_default=True, description="where the embedded database and uploaded media live")
    database_url: str = Field("", description="postgresql://... ; empty means SQLite in data_dir")
    database_pool: int = Field(8, ge=1, description="connections a worker holds (PostgreSQL; readers on SQLite)")
    sqlite_synchronous: str = Field("FULL", pattern="^(FULL|NORMAL)$", description="NORMAL only for measuring")
    redis_url: str = Field("", description="redis://... ; needed with more than one worker")
    workers: int = Field(1, ge=1, description="server processes; above 1 needs PostgreSQL and Redis")
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, description="port to listen on")
    public_url: str = Field("", description="address people use, e.g. https://seller.example; empty: host and port")
    trusted_proxies: int = Field(0, ge=0, description="reverse proxies in front, for the client's address")
    insecure_cookies: bool = Field(False, description="allow the session cookie over plain http (loopback only)")
    session_days: int = Field(30, ge=1, description="how long a sign-in lasts")
    metrics: bool = Field(False, description="serve Prometheus metrics at /metrics")
    metrics_token: SecretStr = Field(SecretStr(""), description="bearer token asked for at /metrics")
    demo: bool = Field(False, description="show demo accounts on the sign-in page and use short times")
    market: str = Field("SEED", description="market profile of new shops (features D0)")
    currency: str = Field("TRY", min_length=3, max_length=3, description="settlement currency of new shops")
    time_zone: str = Field("Europe/Istanbul", description="time zone of new shops")
    hold_seconds: int | None = Field(None, description="overrides the free-cancel hour after payment")
    checkout_hold_seconds: int = Field(900, ge=0, description="how long a checkout holds stock")
    checkout_queue: int = Field(4096, ge=1, description="checkouts waiting before the lane refuses honestly")
    carrier_step_seconds: int = Field(3600, ge=0, description="pace of the simulated carrier's scans")
    video_megabytes: int = Field(64, ge=1, le=1024, description="largest short video that may be uploaded")
    video_seconds: int = Field(180, ge=1, description="longest short video")
    video_side: int = Field(1920, ge=240, description="most pixels on the longer side of a short video")
    video_patience_seconds: int = Field(30, ge=1, description="how long reading one uploaded video may take")
    smtp_url: str = Field("", description="smtp://user:password@host:port ; empty: mails are written to data_dir/mail")
    mail_from: str = Field("SellerHub <no-reply@localhost>", description="sender of our mails")
    log_level: str = "INFO"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def is_sqlite(self) -> bool:
        return not self.database_url

    @property
    def address(self) -> str:
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


@lru_cache
def settings() -> Settings:
    return Settings()
