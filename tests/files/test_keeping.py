"""Nothing is kept longer than due."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from shirube.audit import interface as audit
from shirube.files import interface as files
from shirube.files.models import StoredFile
from tests.files.conftest import NOW


@pytest.fixture
def after(in_city, django_capture_on_commit_callbacks):
    """`after(files.remove_orphans, days=3)`: how many the nightly work removes then."""

    def work(command, **duration):
        with django_capture_on_commit_callbacks(execute=True):
            return command(municipality_id=in_city.pk, now=NOW + timedelta(**duration))

    return work


def grow_old(path):
    moment = (NOW - timedelta(days=3)).timestamp()
    os.utime(path, (moment, moment))


def test_an_upload_nobody_attached_is_removed_after_two_days(upload, on_disk, after):
    upload()
    assert after(files.remove_orphans, days=2) == 0
    assert after(files.remove_orphans, days=2, seconds=1) == 1
    assert on_disk() == []
    assert not StoredFile.objects.exists()


def test_an_attached_file_is_no_orphan(upload, attach, on_disk, after):
    attach(upload())
    assert after(files.remove_orphans, days=30) == 0
    assert len(on_disk()) == 1


def test_contents_that_no_row_knows_are_swept_up(upload, attach, on_disk, after):
    attach(upload())
    (known,) = on_disk()
    unknown = known.with_name("01980000-0000-7000-8000-000000000000")
    half_written = known.with_name("01980000-0000-7000-8000-000000000001.part")
    [path.write_bytes(b"x") for path in (unknown, half_written)]
    [grow_old(path) for path in on_disk()]
    assert after(files.remove_orphans) == 2
    assert on_disk() == [known]


def test_a_content_that_has_just_been_written_is_left_alone(upload, on_disk, after):
    upload()
    StoredFile.objects.all().delete()
    assert after(files.remove_orphans) == 0
    assert len(on_disk()) == 1


def test_what_is_not_ours_in_the_folder_is_left_alone(upload, on_disk, after):
    upload()
    stranger = on_disk()[0].with_name("README")
    stranger.write_text("x")
    grow_old(stranger)
    after(files.remove_orphans)
    assert stranger.exists()


def test_a_file_is_removed_when_its_time_has_passed(in_city, upload, attach, on_disk, after):
    attach(upload())
    assert after(files.remove_expired_files, days=365) == 0
    assert after(files.remove_expired_files, days=366) == 1
    assert on_disk() == []
    assert audit.list_entries(municipality_id=in_city.pk)[0].action == "files.expired_removed"
