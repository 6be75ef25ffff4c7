"""The certificate of one's own: for which names, how long, and when it is made anew."""

from __future__ import annotations

from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509

from server.certificate import LIFE, machine_addresses, self_signed

HOME = ip_address("192.168.1.20")
AWAY = ip_address("10.0.0.7")


def names(certificate: Path) -> x509.SubjectAlternativeName:
    loaded = x509.load_pem_x509_certificate(certificate.read_bytes())
    return loaded.extensions.get_extension_for_class(x509.SubjectAlternativeName).value


def test_it_names_this_machine_and_its_addresses(tmp_path: Path) -> None:
    certificate, _ = self_signed(tmp_path, [HOME])
    found = names(certificate)
    assert "localhost" in found.get_values_for_type(x509.DNSName)
    assert {HOME, ip_address("127.0.0.1"), ip_address("::1")} <= set(
        found.get_values_for_type(x509.IPAddress)
    )


def test_a_phone_takes_one_of_that_life(tmp_path: Path) -> None:
    certificate, _ = self_signed(tmp_path, [HOME])
    loaded = x509.load_pem_x509_certificate(certificate.read_bytes())
    assert (loaded.not_valid_after_utc - loaded.not_valid_before_utc).days <= 398
    assert loaded.not_valid_after_utc <= datetime.now(UTC) + LIFE


def test_it_is_kept_while_it_fits_so_that_it_is_trusted_once(tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path, [HOME, AWAY])
    before = certificate.read_bytes(), key.read_bytes()
    self_signed(tmp_path, [HOME])
    assert (certificate.read_bytes(), key.read_bytes()) == before


def test_it_is_made_anew_for_a_new_address_or_when_damaged(tmp_path: Path) -> None:
    certificate, _ = self_signed(tmp_path, [HOME])
    self_signed(tmp_path, [AWAY])
    assert AWAY in names(certificate).get_values_for_type(x509.IPAddress)
    certificate.write_text("damaged")
    self_signed(tmp_path, [AWAY])
    assert AWAY in names(certificate).get_values_for_type(x509.IPAddress)


def test_only_the_owner_reads_the_key(tmp_path: Path) -> None:
    _, key = self_signed(tmp_path, [HOME])
    assert key.stat().st_mode & 0o777 == 0o600


def test_the_machine_is_not_reached_by_its_loopback() -> None:
    assert not [address for address in machine_addresses() if address.is_loopback]
