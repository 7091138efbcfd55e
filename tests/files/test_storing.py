"""Two stages: a file is taken in, then it belongs to something."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction

from shirube.audit import interface as audit
from shirube.files import interface as files
from shirube.files.commands import attaching, storing
from shirube.files.domain.encryption import new_key, write_key
from shirube.files.models import FileKey, StoredFile
from shirube.kernel.scope import municipality_scope
from tests.files import contents
from tests.files.conftest import NOW, SATO, SUBJECT


def open_it(city, file):
    return files.open_file(municipality_id=city.pk, file_id=file.id)


def listed(city, subject=SUBJECT):
    return [file.name for file in files.list_files(municipality_id=city.pk, subject=subject)]


def test_what_was_sent_comes_back_unchanged(in_city, upload):
    file = upload()
    opened = open_it(in_city, file)
    assert (opened.name, opened.content_type, opened.content) == ("証拠.pdf", "application/pdf", contents.PDF)
    assert (file.size, file.state, file.scan_state) == (len(contents.PDF), "uploaded", "not_configured")


def test_the_disk_holds_no_readable_content(upload, on_disk):
    upload(contents.CSV, "集計.csv")
    (path,) = on_disk()
    assert "市民課".encode() not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_a_citys_contents_lie_in_its_own_folder_under_the_id(in_city, upload, folder, on_disk):
    file = upload()
    assert on_disk() == [folder / str(in_city.pk) / file.id.hex[-2:] / str(file.id)]


def test_each_city_has_a_key_of_its_own(other_city, upload):
    upload()
    upload()
    assert FileKey.objects.count() == 1
    with municipality_scope(other_city.pk):
        assert FileKey.objects.count() == 0


def test_exchanged_contents_do_not_open(in_city, upload, on_disk):
    first, second = upload(), upload(contents.CSV, "集計.csv")
    one, other = on_disk()
    one.write_bytes(other.read_bytes())
    with pytest.raises(files.FileDamagedError):
        [open_it(in_city, file) for file in (first, second)]


def test_a_lost_content_is_said_to_be_damaged(in_city, upload, on_disk):
    file = upload()
    on_disk()[0].unlink()
    with pytest.raises(files.FileDamagedError):
        open_it(in_city, file)


def test_with_another_master_key_nothing_opens(in_city, upload, settings):
    file = upload()
    settings.FILES_KEY = write_key(new_key())
    with pytest.raises(files.FileDamagedError):
        open_it(in_city, file)


@pytest.mark.usefixtures("in_city")
def test_without_a_master_key_nothing_is_taken_in(upload, settings, on_disk):
    settings.FILES_KEY = ""
    with pytest.raises(ImproperlyConfigured, match="files-key"):
        upload()
    assert on_disk() == []


def test_a_file_above_the_limit_is_refused_before_it_is_looked_at(upload, on_disk):
    with pytest.raises(files.FileTooLargeError) as refused:
        upload(contents.PDF + bytes(1024 * 1024))
    assert refused.value.facts["limit_megabytes"] == "1"
    assert on_disk() == []


def test_a_refused_file_leaves_no_trace(upload, on_disk):
    with pytest.raises(files.KindNotAllowedError):
        upload(contents.PROGRAM)
    assert on_disk() == []
    assert not StoredFile.objects.exists()


def test_a_content_whose_row_could_not_be_kept_is_removed(upload, on_disk, monkeypatch):
    monkeypatch.setattr(storing.audit, "record", lambda **_facts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        upload()
    assert on_disk() == []


def test_nobody_keeps_more_than_fifty_uploads_waiting(upload, monkeypatch):
    monkeypatch.setattr(storing, "MOST_WAITING", 2)
    upload()
    upload()
    with pytest.raises(files.TooManyUploadsError):
        upload()
    assert upload(actor="staff:tanaka")


def test_an_attached_file_is_listed_with_its_subject_and_its_time(in_city, upload, attach):
    file = upload()
    attach(file)
    (kept,) = files.list_files(municipality_id=in_city.pk, subject=SUBJECT)
    assert (kept.id, kept.state, kept.attached_to) == (file.id, "attached", SUBJECT)
    assert kept.retention_until.isoformat() == "2027-04-01"


def test_a_file_is_attached_only_inside_a_command(in_city, upload):
    file = upload()
    with pytest.raises(RuntimeError, match="inside a command"):
        files.attach_file(municipality_id=in_city.pk, file_id=file.id, subject=SUBJECT, actor=SATO, now=NOW)


def test_a_file_belongs_to_one_thing_only(in_city, upload, attach):
    file = upload()
    attach(file)
    with pytest.raises(files.FileAlreadyAttachedError):
        attach(file, subject="plans.reading:2")
    assert listed(in_city) == ["証拠.pdf"]


def test_another_persons_upload_cannot_be_attached(upload, attach):
    with pytest.raises(files.StoredFileNotFoundError):
        attach(upload(), actor="staff:tanaka")


def test_another_citys_file_is_not_found(other_city, upload):
    file = upload()
    with municipality_scope(other_city.pk), pytest.raises(files.StoredFileNotFoundError):
        open_it(other_city, file)


def test_a_subject_takes_as_many_files_as_its_purpose_allows(in_city, upload, attach):
    attach(upload(name="1.pdf"))
    attach(upload(name="2.pdf"))
    with pytest.raises(files.TooManyFilesError):
        attach(upload(name="3.pdf"))
    assert listed(in_city) == ["1.pdf", "2.pdf"]


def test_two_who_attach_at_once_do_not_take_one_place(in_city, upload, attach, monkeypatch):
    attach(upload(name="1.pdf"))
    # As if the first had been attached after we looked for a free place.
    monkeypatch.setattr(attaching, "set", lambda _positions: frozenset(), raising=False)
    attach(upload(name="2.pdf"))
    with pytest.raises(files.TooManyFilesError):
        attach(upload(name="3.pdf"))
    assert listed(in_city) == ["1.pdf", "2.pdf"]


def test_the_database_itself_refuses_a_second_file_in_one_place(upload, attach):
    first, second = upload(), upload()
    attach(first)
    attach(second)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=second.id).update(position=0)


def test_a_discarded_file_frees_its_place_and_its_content(
    in_city, upload, attach, on_disk, django_capture_on_commit_callbacks
):
    file = upload()
    attach(file)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        files.discard_file(municipality_id=in_city.pk, file_id=file.id, actor=SATO, now=NOW)
    assert (listed(in_city), on_disk()) == ([], [])


def test_the_files_of_many_subjects_take_one_query(in_city, upload, attach, django_assert_num_queries):
    subjects = [f"plans.reading:{number}" for number in range(5)]
    [attach(upload(), subject=subject) for subject in subjects[1:]]
    with django_assert_num_queries(1):
        found = files.list_attached(municipality_id=in_city.pk, subjects=subjects)
    assert [len(found[subject]) for subject in subjects] == [0, 1, 1, 1, 1]


def test_each_step_stands_in_the_audit_chain(in_city, upload, attach):
    attach(upload())
    actions = [entry.action for entry in audit.list_entries(municipality_id=in_city.pk)]
    assert actions == ["files.file_attached", "files.file_uploaded", "files.key_made"]


def test_a_purpose_cannot_allow_what_does_not_fit_into_memory():
    with pytest.raises(ValueError, match="50 MB"):
        files.Purpose(identifier="x", max_bytes=51 * 1024 * 1024)
