"""Settings: the environment, or a `.env` file, read once into a frozen value.

The founding settings keep their bare names; every other one is `YOGA_` and the field's name in capitals. Each
limit is here with a safe default. `docs/settings.md` is made from this file.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MIN_SECRET_BYTES = 32
"""HS256 wants a key at least as long as its digest (RFC 7518, 3.2)."""

KNOWN_DEFAULTS = frozenset(
    {"your-secret-key-here", "your-secret-key-change-in-production", "secret", "changeme"}
)


def _founding(name: str) -> AliasChoices:
    return AliasChoices(name.lower(), name)


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="YOGA_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        case_sensitive=False,
    )

    # the founding settings
    secret_key: SecretStr | None = Field(
        None,
        validation_alias=_founding("SECRET_KEY"),
        description="Signs access tokens; made and kept in the data folder when absent.",
    )
    api_host: str = Field(
        "127.0.0.1", validation_alias=_founding("API_HOST"), description="Address to listen on."
    )
    api_port: int = Field(
        8000, ge=0, le=65535, validation_alias=_founding("API_PORT"), description="Port to listen on."
    )
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        validation_alias=_founding("ALLOWED_ORIGINS"),
        description="Other origins, comma-separated, whose pages may use the API and the socket.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", validation_alias=_founding("LOG_LEVEL"), description="How much is logged."
    )

    # where things are kept
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("yoga-assistant"), description="Database and secret key."
    )
    model_dir: Path = Field(
        default_factory=lambda: user_cache_path("yoga-assistant") / "models", description="Model files."
    )
    pose_packs: Path | None = Field(
        None, description="A folder of pose packs, each a folder of its own; see `docs/poses.md`."
    )
    database_url: SecretStr | None = Field(
        None,
        description="`sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`; "
        "a file in the data folder when absent.",
    )

    # the engine
    engine: Literal["blazepose", "mediapipe", "scripted"] = Field(
        "blazepose", description="Which networks find the landmarks, and how."
    )
    model: Literal["lite", "full", "heavy"] = Field("full", description="Size of the landmark model.")
    runtime: Literal["auto", "litert", "openvino", "openvino-bf16"] = Field(
        "auto", description="What runs the networks of `blazepose`: by itself the fastest that is installed."
    )
    placement: Literal["process", "thread"] = Field(
        "process", description="Where the workers of `blazepose` are; a thread gives up isolation."
    )
    workers: int = Field(0, ge=0, le=64, description="Engine workers; 0 means one per core.")
    detect_deadline_s: float = Field(
        1.0, gt=0, description="A worker that takes longer for one frame is replaced."
    )
    engine_patience_s: float = Field(10.0, gt=0, description="With no worker for this long, sessions end.")
    carry_s: float = Field(
        0.5, ge=0, le=5, description="How long an unchanged picture is not looked at again; 0 looks always."
    )
    spare_worker: bool = Field(
        True, description="One more worker of `blazepose` stands ready to take a lost one's place."
    )
    worker_frames: int = Field(50_000, ge=1, description="A worker of `blazepose` is replaced after so many.")
    worker_mb: int = Field(1024, ge=256, description="Private memory that a worker of `blazepose` may take.")

    # sessions
    guests: bool = Field(
        True, description="Whether one may practise without an account; nothing is stored then."
    )
    max_sessions: int = Field(32, ge=1, description="Live sessions in all; the next is told to come again.")
    max_load: float = Field(
        0.85, gt=0, description="Share of the workers' time in use at which new sessions have to wait."
    )
    max_loop_lag_s: float = Field(
        0.25, gt=0, description="So late an event loop takes no new session for a while."
    )
    max_sessions_per_user: int = Field(2, ge=1, description="Live sessions of one account.")
    max_sessions_per_address: int = Field(20, ge=1, description="Live sessions of guests from one address.")
    hello_timeout_s: float = Field(5.0, gt=0, description="Time for the first message.")
    idle_timeout_s: float = Field(
        180.0, gt=0, description="A session with no frame and no message for this long ends."
    )
    session_limit_s: float = Field(7200.0, gt=0, description="Longest session.")
    resume_window_s: float = Field(
        120.0, ge=0, description="How long a session waits for a lost client; 0 ends it at once."
    )
    checkpoint_s: float = Field(5.0, gt=0, description="How often a running session is stored.")
    landmark_days: int = Field(
        90, ge=1, le=3650, description="Days that landmarks are kept, of accounts that agree to it."
    )
    send_timeout_s: float = Field(
        5.0, gt=0, description="A client that takes nothing for this long is dropped."
    )
    drain_timeout_s: float = Field(8.0, gt=0, description="Time for sessions to end when the server stops.")
    bad_input_limit: int = Field(
        20, ge=1, description="Bad messages or frames in a row that close a session."
    )
    max_frame_age_s: float = Field(
        0.3, gt=0, description="A frame that has waited for a worker this long is dropped."
    )
    max_frames_per_s: float = Field(40.0, gt=0, description="Frames over this rate are dropped.")
    flood_s: float = Field(
        10.0, gt=0, description="Sending twice the frame rate for this long closes the session."
    )
    max_messages_per_s: float = Field(
        20.0, gt=0, description="Control messages over this rate are bad input."
    )

    # WebRTC
    webrtc: bool = Field(True, description="Whether `POST /whip` takes video; without it a WebSocket does.")
    ice_servers: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="`stun:`, `turn:` and `turns:` addresses for clients, comma-separated."
    )
    turn_secret: SecretStr | None = Field(
        None, description="The secret of coturn's `use-auth-secret`; clients get credentials made with it."
    )
    turn_lifetime_s: float = Field(3600.0, gt=0, description="Life of TURN credentials.")
    webrtc_address: str | None = Field(
        None,
        description="Address told to clients instead of the machine's own: behind a router that forwards.",
    )
    webrtc_ice_s: float = Field(10.0, gt=0, description="Time to find a way between client and server.")
    webrtc_dtls_s: float = Field(5.0, gt=0, description="Time for the handshake after that.")
    webrtc_first_frame_s: float = Field(10.0, gt=0, description="Time for the first frame after that.")
    webrtc_silence_s: float = Field(
        10.0, gt=0, description="A client of which neither video nor a message came for this long is gone."
    )
    webrtc_media_silence_s: float = Field(
        30.0, gt=0, description="A client of which no video came for this long is gone, whatever it says."
    )
    webrtc_max_side: int = Field(1280, ge=64, description="Longest side of a video in pixels.")
    webrtc_packets_per_s: float = Field(
        1500.0, gt=0, description="Packets of one client over this are dropped."
    )
    webrtc_bytes_per_s: float = Field(
        1_000_000.0, gt=0, description="Bytes of one client over this are dropped."
    )
    webrtc_sources: int = Field(8, ge=1, le=31, description="RTP streams that one client may have.")
    webrtc_flood_s: float = Field(
        10.0, gt=0, description="Dropping packets for this long closes the session."
    )
    webrtc_pending_per_user: int = Field(
        2, ge=1, description="Connections being made for one account or address."
    )
    webrtc_pending: int = Field(32, ge=1, description="Connections being made in all.")

    # size limits
    max_text_bytes: int = Field(64 * 1024, ge=1024, description="Largest JSON message and body.")
    max_frame_bytes: int = Field(512 * 1024, ge=1024, description="Largest picture.")
    max_frame_side: int = Field(1920, ge=64, description="Longest side of a picture in pixels.")
    max_frame_pixels: int = Field(2_100_000, ge=4096, description="Largest picture in pixels.")
    max_frame_scans: int = Field(12, ge=1, description="Most scans in a progressive JPEG.")

    # uploads
    max_still_bytes: int = Field(
        16 * 1024 * 1024, ge=1024, description="Largest body of `/api/analyze-pose`, base64 and all."
    )
    max_upload_bytes: int = Field(
        200 * 1024 * 1024, ge=1024, description="Largest upload of pictures and films."
    )
    max_upload_pixels: int = Field(50_000_000, ge=4096, description="Largest picture sent as a file.")
    max_film_pixels: int = Field(9_500_000, ge=4096, description="Largest film in pixels of one frame.")
    max_film_s: float = Field(600.0, gt=0, description="Longest film.")
    max_batch: int = Field(10, ge=1, le=100, description="Most files of one upload.")
    least_upload_rate: int = Field(32 * 1024, ge=1, description="Bytes a second that an upload has to reach.")
    receive_timeout_s: float = Field(900.0, gt=0, description="Time for an upload to come in.")
    upload_timeout_s: float = Field(300.0, gt=0, description="Time to analyse one upload.")
    job_timeout_s: float = Field(1800.0, gt=0, description="Time to analyse one upload in the background.")
    job_kept_s: float = Field(900.0, gt=0, description="How long its result can be asked for.")
    max_jobs: int = Field(100, ge=2, description="Uploads in the background and their results, in all.")
    max_jobs_per_user: int = Field(5, ge=1, description="Of them, of one account.")
    max_uploads: int = Field(2, ge=1, description="Uploads of files worked on at once.")
    max_uploads_per_address: int = Field(1, ge=1, description="Of them, from one address.")
    max_stills: int = Field(4, ge=1, description="Pictures of `/api/analyze-pose` worked on at once.")
    max_stills_per_address: int = Field(2, ge=1, description="Of them, from one address.")

    # accounts
    access_token_minutes: int = Field(30, ge=1, description="Life of an access token.")
    password_blocklist: Path | None = Field(
        None, description="A file of passwords that may not be chosen, one a line; none when absent."
    )
    login_days: int = Field(
        30, ge=1, le=365, description="Days after which a login is over, however often it was renewed."
    )
    logins_per_minute: int = Field(
        60, ge=1, description="Passwords and refresh tokens that one address may try in a minute."
    )
    login_free_tries: int = Field(
        5, ge=1, description="Wrong passwords for one account before it has to wait."
    )
    login_max_wait_s: float = Field(900.0, gt=0, description="Longest wait after wrong passwords.")
    letters_per_hour: int = Field(
        10, ge=1, description="Letters that one address may ask for in an hour; an account gets three."
    )
    signups_per_hour: int = Field(20, ge=1, description="New accounts from one address in an hour.")
    hash_threads: int = Field(2, ge=1, le=16, description="Passwords hashed at the same time.")
    hash_queue: int = Field(
        20, ge=1, description="Passwords waiting to be hashed; more are told to come again."
    )

    # mail
    smtp_host: str | None = Field(
        None,
        description="Mail server for letters about forgotten passwords and new addresses.",
    )
    smtp_port: int = Field(587, ge=1, le=65535, description="Its port.")
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the way to it is encrypted; `none` is for this machine itself."
    )
    smtp_user: str | None = Field(None, description="Its user, where it wants one.")
    smtp_password: SecretStr | None = Field(None, description="And the password.")
    mail_from: str | None = Field(None, description="Sender of letters; needed with a mail server.")
    public_url: str | None = Field(
        None, description="`https://…` under which people reach this server; links in letters begin with it."
    )

    # serving
    trusted_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Host names, comma-separated, besides the machine's own; `*` allows any.",
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Proxies, comma-separated, whose X-Forwarded-For is believed."
    )

    @field_validator("allowed_origins", "trusted_hosts", "trusted_proxies", "ice_servers", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
        return value

    @field_validator("secret_key")
    @classmethod
    def _strong(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        secret = value.get_secret_value()
        if secret.lower() in KNOWN_DEFAULTS or len(secret.encode()) < MIN_SECRET_BYTES:
            raise ValueError(f"SECRET_KEY must be your own and at least {MIN_SECRET_BYTES} bytes long")
        return value

    @model_validator(mode="after")
    def _letters_have_a_sender_and_links(self) -> Settings:
        if self.smtp_host and not (self.mail_from and self.public_url):
            raise ValueError("YOGA_SMTP_HOST needs YOGA_MAIL_FROM and YOGA_PUBLIC_URL beside it")
        if self.public_url and not self.public_url.startswith(("https://", "http://")):
            raise ValueError("YOGA_PUBLIC_URL begins with https://")
        return self

    @cached_property
    def database(self) -> str:
        """URL of the database in use; a password may be in it."""
        given = self.database_url.get_secret_value() if self.database_url else ""
        return given or f"sqlite:///{self.data_dir / 'yoga_assistant.db'}"
