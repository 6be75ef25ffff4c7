"""A certificate of one's own: a phone on the same network gets the secure page that its camera needs."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LIFE: Final = timedelta(days=365)
"""Apple devices refuse server certificates of more than 398 days."""

RENEW_BEFORE: Final = timedelta(days=30)

Address = IPv4Address | IPv6Address


def machine_addresses() -> list[Address]:
    """Addresses under which this machine is reached, the one towards the network first."""
    found: dict[Address, None] = {}
    for family, target in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        # A UDP socket that connects sends nothing: it only picks the way out.
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((target, 9))
                found[ip_address(probe.getsockname()[0])] = None
        except OSError:
            continue
    try:
        names = socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM)
    except OSError:
        names = []
    for *_, place in names:
        found[ip_address(str(place[0]).partition("%")[0])] = None
    return [address for address in found if not address.is_loopback and not address.is_link_local]


def self_signed(folder: Path, addresses: list[Address]) -> tuple[Path, Path]:
    """Return certificate and key files for these addresses and localhost, made anew where they do not fit."""
    certificate, key = folder / "tls-certificate.pem", folder / "tls-key.pem"
    if not (key.exists() and _fits(certificate, addresses)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        private = ec.generate_private_key(ec.SECP256R1())
        _write(
            key,
            private.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
        )
        _write(certificate, _sign(private, addresses).public_bytes(serialization.Encoding.PEM))
    return certificate, key


def _fits(certificate: Path, addresses: list[Address]) -> bool:
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False
    soon = datetime.now(UTC) + RENEW_BEFORE
    return (
        set(addresses) <= set(names.get_values_for_type(x509.IPAddress)) and found.not_valid_after_utc > soon
    )


def _sign(key: ec.EllipticCurvePrivateKey, addresses: list[Address]) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Yoga Assistant on this machine")])
    host = socket.gethostname()
    names: list[x509.GeneralName] = [
        x509.DNSName(n) for n in ("localhost", host, f"{host}.local") if n.isascii()
    ]
    loopback: list[Address] = [IPv4Address("127.0.0.1"), IPv6Address("::1")]
    names += [x509.IPAddress(address) for address in dict.fromkeys([*loopback, *addresses])]
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LIFE)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
