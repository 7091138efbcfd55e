"""The room's own kind of notice: a letter to oneself, to see that letters arrive."""

from __future__ import annotations

from shirube.notices.domain.kinds import NoticeKind
from shirube.notices.domain.letters import Letter

TRIAL = NoticeKind(
    identifier="notices.trial",
    name="お知らせの試し送り",
    facts={"ordered_at": "2026年4月1日（水）9時05分"},
    texts={
        "ja": Letter(
            "{city_name}からのお知らせの試し送り",
            "{recipient_name} 様\n\n"
            "このメールは、お知らせが届くことを確かめるために、{ordered_at}に職員の画面から送りました。\n"
            "届いていれば、メールの設定に問題はありません。\n\n"
            "{city_name}",
        )
    },
    for_staff=True,
)
