"""The virus scanner: present, absent, and back again."""

from __future__ import annotations

import socket

import pytest

from shirube.files import interface as files
from shirube.files.commands.clamav import ScannerAwayError, scan
from shirube.files.models import StoredFile
from shirube.kernel import events
from tests.files import contents
from tests.files.conftest import NOW, SUBJECT


@pytest.fixture
def away(settings, tmp_path):
    """A scanner that is configured and does not run."""
    settings.CLAMAV = f"unix:{tmp_path}/nobody"


def open_it(city, file):
    return files.open_file(municipality_id=city.pk, file_id=file.id).content


def scan_again(city):
    return files.scan_waiting_files(municipality_id=city.pk, now=NOW)


def test_a_scanned_file_is_clean_and_opens(in_city, upload, clamd):
    file = upload()
    assert file.scan_state == "clean"
    assert clamd.seen == [(b"zINSTREAM\0", contents.PDF)]
    assert open_it(in_city, file) == contents.PDF


def test_a_virus_is_refused_and_only_the_fact_is_kept(upload, clamd, on_disk):
    with pytest.raises(files.FileInfectedError):
        upload(contents.EICAR, "お知らせ.txt")
    assert on_disk() == []
    assert StoredFile.objects.values_list("state", "scan_state").get() == ("rejected", "infected")
    assert len(clamd.seen) == 1


@pytest.mark.usefixtures("away")
def test_a_file_is_taken_in_while_the_scanner_is_away_but_nobody_can_open_it(in_city, upload, attach):
    file = upload()
    attach(file)
    assert file.scan_state == "waiting"
    with pytest.raises(files.FileNotScannedError):
        open_it(in_city, file)
    assert scan_again(in_city) == 0


@pytest.mark.usefixtures("away")
def test_a_waiting_file_opens_once_the_scanner_is_back(in_city, upload, request):
    file = upload()
    request.getfixturevalue("clamd")
    assert scan_again(in_city) == 1
    assert open_it(in_city, file) == contents.PDF


@pytest.mark.usefixtures("away")
def test_a_waiting_file_that_turns_out_infected_stays_closed_and_is_told_of(
    in_city, upload, attach, request, monkeypatch, django_capture_on_commit_callbacks
):
    heard: list[object] = []
    monkeypatch.setitem(events._receivers, files.InfectedFileFound, [heard.append])
    file = upload(contents.EICAR, "お知らせ.txt")
    attach(file)
    request.getfixturevalue("clamd")
    with django_capture_on_commit_callbacks(execute=True):
        scan_again(in_city)
    assert [(event.file_id, event.attached_to) for event in heard] == [(file.id, SUBJECT)]
    with pytest.raises(files.FileInfectedError):
        open_it(in_city, file)


@pytest.mark.usefixtures("away")
def test_an_infected_upload_cannot_be_attached(in_city, upload, attach, request):
    file = upload(contents.EICAR, "お知らせ.txt")
    request.getfixturevalue("clamd")
    scan_again(in_city)
    with pytest.raises(files.FileInfectedError):
        attach(file)


@pytest.mark.parametrize("reply", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: what?\0", b"\0"])
def test_an_answer_that_is_no_verdict_leaves_the_file_waiting(upload, clamd, reply):
    clamd.reply = reply
    assert upload().scan_state == "waiting"


def test_a_scanner_that_says_nothing_is_not_waited_for(tmp_path):
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(path)
        silent.listen()
        with pytest.raises(ScannerAwayError):
            scan(f"unix:{path}", contents.PDF, timeout=0.1)


def test_a_scanner_may_be_reached_over_the_network():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
    with pytest.raises(ScannerAwayError):
        scan(f"127.0.0.1:{port}", contents.PDF, timeout=0.5)


def test_a_large_content_goes_in_pieces(clamd):
    content = bytes(200_000)
    assert scan(clamd.address, content).is_clean
    assert clamd.seen[0][1] == content
