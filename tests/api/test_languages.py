"""The library in the language that is asked for, and in English where there is none of it."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from server.api.languages import preferred

PATHS = ("/api/poses", "/api/poses/tree/info", "/api/flows")
SPOKEN = ("en", "de", "es", "fr", "hi")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("DE-at", "de"),
        ("fr, de", "fr"),
        ("fr;q=0.4, de;q=0.5", "de"),
        ("it, pt-BR;q=0.9, es;q=0.8, en;q=0.7", "es"),
        ("de;q=0, fr;q=0.1", "fr"),
        ("de;q=much, fr;q=0.1", "fr"),
        ("de; q=0.5, hi ;q=1.0", "hi"),
        ("*", "en"),
        ("tlh", "en"),
        ("", "en"),
        (",;=,,q=1", "en"),
        ("de;q=nan", "en"),
    ],
)
def test_the_language_that_is_wanted_most_and_spoken_is_chosen(accepted: str, language: str) -> None:
    assert preferred(accepted, SPOKEN) == language


@pytest.mark.parametrize("path", PATHS)
def test_without_a_wish_all_is_english_as_it_always_was(shared: TestClient, path: str) -> None:
    plain = shared.get(path, headers={"Accept-Language": "*"})
    assert plain.headers["Content-Language"] == "en"
    assert plain.content == shared.get(f"{path}?lang=en").content
    assert plain.content == shared.get(f"{path}?lang=tlh").content


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", SPOKEN)
def test_each_language_can_be_asked_for_in_either_way(shared: TestClient, path: str, language: str) -> None:
    other = "de" if language != "de" else "fr"
    by_address = shared.get(f"{path}?lang={language}-XX", headers={"Accept-Language": other})
    by_header = shared.get(path, headers={"Accept-Language": f"{language}, {other};q=0.5"})
    assert by_address.content == by_header.content
    for answer in (by_address, by_header):
        assert answer.headers["Content-Language"] == language
    assert "accept-language" not in by_address.headers.get("vary", "").lower()
    assert "accept-language" in by_header.headers["vary"].lower()


def test_every_language_has_a_tag_of_its_own_and_is_sent_once(shared: TestClient) -> None:
    tags = {shared.get(f"/api/poses/tree/info?lang={language}").headers["ETag"] for language in SPOKEN}
    assert len(tags) == len(SPOKEN)
    german = shared.get("/api/poses", headers={"Accept-Language": "de"})
    known = {"If-None-Match": german.headers["ETag"]}
    again = shared.get("/api/poses", headers={"Accept-Language": "de", **known})
    assert (again.status_code, again.headers["Content-Language"]) == (304, "de")
    assert "accept-language" in again.headers["vary"].lower()
    assert shared.get("/api/poses", headers={"Accept-Language": "fr", **known}).status_code == 200


def test_a_pose_is_told_in_german(shared: TestClient) -> None:
    told = shared.get("/api/poses/tree/info?lang=de").json()
    assert (told["pose_name"], told["display_name"], told["sanskrit"]) == ("tree", "Baum", "Vrksasana")
    assert told["steps"][1].endswith("nie ans Knie.")
    assert told["safety"].startswith("Übe nahe einer Wand")
    assert (told["lead"], told["drishti"]) == ("gehobenes Bein", "auf einen festen Punkt vor dir")
    assert (told["language"], told["reviewed"]) == ("de", False)
    assert told["aliases"][0] == "Tree Pose"
    german = shared.get("/api/messages/de").json()["cues"]
    cues = {
        words["text"]
        for name, sides in german.items()
        if name.startswith("tree.")
        for words in sides.values()
    }
    assert set(told["faults"]) <= cues


def test_the_list_of_poses_and_flows_is_in_german(shared: TestClient) -> None:
    poses = shared.get("/api/poses?lang=de").json()
    assert poses["warrior2"]["name"] == "Krieger II"
    assert "Warrior II" in poses["warrior2"]["aliases"]
    assert {pose["language"] for pose in poses.values()} == {"de"}
    flow = shared.get("/api/flows?lang=de").json()["sun_salutation_a"]
    assert flow["name"] == "Sonnengruß A"
    assert flow["steps"][0]["name"] == "Berg"


def test_a_class_is_called_in_the_language_that_is_asked_for(shared: TestClient) -> None:
    wanted = {"minutes": 15, "focus": "hips"}
    german, english = (shared.post(f"/api/classes?lang={lang}", json=wanted) for lang in ("de", "en"))
    assert (german.json()["name"], english.json()["name"]) == ("Hüfte, 15 Minuten", "Hips, 15 minutes")
    assert german.headers["Content-Language"] == "de"
    ids = [[step["pose"] for step in answer.json()["steps"]] for answer in (german, english)]
    assert ids[0] == ids[1]
    assert german.json()["steps"] != english.json()["steps"]


@pytest.mark.parametrize("lang", ["", "x", "d" * 36])
def test_what_cannot_be_a_language_is_refused(shared: TestClient, lang: str) -> None:
    assert shared.get(f"/api/poses?lang={lang}").status_code == 422
