"""Is it on pace: how the status of a goal is worked out, with the thresholds in force."""

from __future__ import annotations

from collections.abc import Iterator

from generator.measure.intervals import NPS_ADDED_ANSWERS, NPS_ADDED_EACH
from generator.measure.method_accuracy import CALLED
from generator.measure.natural_limits import MOVING_RANGE_TO_SIGMA
from generator.model.vocabulary import Calculation, Status
from generator.sentences.assessment import ON_PACE
from generator.sentences.methods.section import MethodsSection, SiteFeatures, Table
from generator.sentences.numbers import MINUS, NBSP
from generator.sentences.words import STATUS_WORDS

_NEVER_AVERAGED = (Calculation.MEDIAN, Calculation.PERCENTILE)
_HEADS = ("Status", "When")


def _words(statuses: Status | tuple[Status, ...]) -> str:
    several = statuses if isinstance(statuses, tuple) else (statuses,)
    return ", ".join(STATUS_WORDS[status] for status in several)


def to_reach(scope: SiteFeatures) -> MethodsSection:
    """The status of a goal to reach."""
    limits = scope.settings.thresholds
    on, off = scope.percent(limits.on_pace), scope.percent(limits.off_pace)
    wide = f"{scope.plain(limits.noise)} × noise"
    early = scope.percent(limits.too_early)
    without = scope.percent(limits.wrong_way_without_noise)
    rows = (
        (Status.NO_DATA, "No period with a figure has ended."),
        (
            (Status.MET, Status.MISSED),
            (
                "The due date has passed, and there is a figure of the last period that ended by "
                "then: it fulfils the goal, or not. Later figures change nothing."
            ),
        ),
        (
            (Status.AWAITING_DATA, Status.NOT_REPORTED),
            (
                "The due date has passed and that figure has not come; not reported once the "
                "metric is stale or a later figure came."
            ),
        ),
        (Status.STALE, "The newest figure is too old to judge by (see Fresh, late and stale)."),
        (
            Status.ALREADY_THERE,
            (
                "The current value fulfils the goal. From "
                f"{limits.sustained} figures in a row on the page says so."
            ),
        ),
        (Status.NO_STARTING_POINT, "The baseline, its date or the due date is not stated."),
        (
            Status.TOO_EARLY,
            f"Expected is below {early}, or no period has ended after the baseline's date.",
        ),
        (
            Status.TOO_NOISY,
            (
                "Both expected × the way from baseline to target and the move from the baseline "
                f"to the current value are smaller than {wide}: standing still would look like "
                "pace."
            ),
        ),
        (
            Status.ON_PACE,
            (
                f"Progress / expected is {on} or more, or the current value is behind the plan by "
                "no more than 1 × noise."
            ),
        ),
        (Status.WRONG_WAY, f"It has moved away from the target by more than {wide}."),
        (
            Status.OFF_PACE,
            (
                f"Progress / expected is below {off}, and the current value is behind the plan by "
                f"more than {wide}."
            ),
        ),
        (Status.AT_RISK, "None of these."),
    )
    return MethodsSection(
        anchor="pace",
        title=f"{ON_PACE} Goals to reach",
        text=(
            (
                "How far it has come is held against how far the plan expected it to come, and "
                "what chance alone can do is told from what has been done."
            ),
        ),
        steps=tuple(_steps(scope)),
        table=Table(
            caption="The statuses in the order in which they are tried: the first that fits",
            heads=_HEADS,
            rows=tuple((_words(statuses), when) for statuses, when in rows),
        ),
        notes=(
            (
                "Where the noise is not known (fewer than 3 figures and no counts) or is nothing: "
                f"on pace from {on} of what was expected; moving the wrong way where progress is "
                f"below {without}; off pace below {off}; else at risk. The working then says few "
                "data."
            ),
        ),
    )


def to_keep(scope: SiteFeatures) -> MethodsSection:
    """The status of a goal to hold a level or to stay within a range."""
    what = "to hold a level or a range" if scope.ranges else "to hold a level"
    window = scope.settings.thresholds.hold_window
    rows = (
        (Status.NO_DATA, "No period with a figure has ended, or none by the due date."),
        (
            (Status.KEPT, Status.BROKEN),
            "The due date has passed: the last figure by then keeps to it, or not.",
        ),
        (Status.STALE, "The newest figure is too old to judge by (see Fresh, late and stale)."),
        (
            (Status.HOLDING, Status.BREACHED),
            (
                f"The newest figure keeps to it, or not. How many of the last {window} figures "
                "kept to it stands beside it."
            ),
        ),
    )
    return MethodsSection(
        anchor="keep",
        title=f"Is it kept? Goals {what}",
        text=("It has no starting point and no pace: every figure keeps to it or does not.",),
        table=Table(
            caption="The statuses in the order in which they are tried: the first that fits",
            heads=_HEADS,
            rows=tuple((_words(statuses), when) for statuses, when in rows),
        ),
    )


def how_often_right(scope: SiteFeatures) -> MethodsSection:
    """How often the status of a goal to reach is right, tried on simulated goals."""
    number = scope.formats.number
    return MethodsSection(
        anchor="how-often-right",
        title="How often the status is right",
        text=(
            (
                "Tried on simulated surveys of which the truth is known: a net promoter score of "
                "30 that is to be 40 within 18 months, judged every month. One goal moves exactly "
                "to plan, the other stands still. The table says what the site called them, in "
                "percent of the months."
            ),
        ),
        table=Table(
            caption="Simulated goals by their answers a month",
            heads=(
                "Answers a month",
                "Moves to plan: called on pace or there",
                "Moves to plan: cannot be told",
                "Stands still: called on pace or there",
                "Stands still: cannot be told",
            ),
            rows=tuple(
                (
                    number(one.answers),
                    *(
                        f"{number(share)}{NBSP}%"
                        for pair in zip(one.good, one.untold, strict=True)
                        for share in pair
                    ),
                )
                for one in CALLED
            ),
        ),
        notes=(
            (
                "With few answers most months cannot be told, and the site says so. A goal that "
                "stands still is seldom called on pace; where it is, its figure touched the "
                "target by chance."
            ),
        ),
    )


def _steps(scope: SiteFeatures) -> Iterator[str]:
    value = (
        f"Current value: the last {scope.pooled} figures of periods that ended after the "
        "baseline's date, together: from their counts where they are known, else their mean. Its "
        "date is the mean of the last days of these periods."
    )
    if scope.aimed_totals:
        value += " Of a running total it is the newest figure."
    if scope.has(*_NEVER_AVERAGED):
        value += " A median or a percentile is never averaged: there too the newest figure counts."
    yield value
    yield f"Progress = (current value {MINUS} baseline) / (target {MINUS} baseline)."
    plan = (
        "Expected = days from the baseline to the current value's date / days from the baseline "
        "to the due date."
    )
    if scope.milestones:
        plan += " Where a plan has milestones, a straight line leads from each to the next."
    yield (
        f"{plan} The plan is read at the date of the figures and not of today: late figures are "
        "no lack of progress."
    )
    planned = f"baseline + expected × (target {MINUS} baseline)"
    yield f"Gap to the plan = current value {MINUS} ({planned})."
    noise = (
        "Noise, the standard error of the current value, is the larger of two. The usual swing: "
        "the mean step between neighbouring figures"
    )
    if scope.rebased:
        noise += " since the record last began anew"
    if scope.aimed_totals:
        noise += " (of a running total: between what each period added)"
    noise += (
        f" / {scope.plain(MOVING_RANGE_TO_SIGMA)} / √ of the number of figures in the current "
        "value, from 3 figures on."
    )
    sampling = _sampling(scope)
    yield f"{noise} {sampling}" if sampling else noise


def _sampling(scope: SiteFeatures) -> str:
    """The chance of sampling, by the calculations that goals rest on."""
    parts = []
    if scope.has(Calculation.SHARE):
        parts.append(f"of a share √(share × (100 {MINUS} share) / answers)")
    if scope.has(Calculation.NPS):
        each, more = scope.plain(NPS_ADDED_EACH), scope.plain(NPS_ADDED_ANSWERS)
        parts.append(
            f"of a net promoter score 100 × √((p + d {MINUS} (p {MINUS} d)²) / (n + {more})), with "
            f"p = (promoters + {each}) / (n + {more}) and d = (detractors + {each}) / (n + {more})"
        )
    return f"The chance of sampling: {', '.join(parts)}." if parts else ""
