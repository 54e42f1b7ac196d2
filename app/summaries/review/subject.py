"""Comments on a circulated text are moderated as everything is; `moderation/` stands below and is told of them here."""

from app.moderation.schemas import SubjectType
from app.moderation.subjects import SUBJECTS, Subject
from app.summaries.review.events import SummaryCommentHidden, SummaryCommentRestored
from app.summaries.review.models import SummaryComment
from app.summaries.review.schemas import SummaryCommentOut

SUBJECTS[SubjectType.SUMMARY_COMMENT] = Subject(
    SummaryComment,
    lambda acted_as, item: SummaryCommentHidden(acted_as=acted_as, comment=SummaryCommentOut.of(item)),
    lambda acted_as, item: SummaryCommentRestored(acted_as=acted_as, comment=SummaryCommentOut.of(item)),
    lambda item: str(item.text),
)
