"""Sheets to print: the shape of the reference situation, and as many cards as are asked for, in each language.

Places beyond the reference situation are numbered ones. Nothing here is a report of anything.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice

from situation_board.core.snapshot.arabic import MONTHS
from situation_board.core.snapshot.sheet import (
    AdvisoryLine,
    ChangeLine,
    ClaimLine,
    EventLine,
    Footnote,
    Header,
    Highlight,
    KeyFigure,
    Labelled,
    LeftOut,
    LegendLine,
    PartHeading,
    Party,
    RouteLine,
    Sheet,
    SheetColumn,
    SheetRow,
    SourceLine,
)
from situation_board.core.snapshot.sheet_charts import ChartMark, ChartPoint, ChartSeries, SheetChart
from situation_board.core.times import DAY, MONTH_WORDS, Precision
from situation_board.core.vocabulary import (
    Basis,
    Column,
    EventKind,
    FigureUnit,
    HandlingLabel,
    LocationKind,
    Metric,
    Quantifier,
    RouteState,
    SheetKind,
    SheetPart,
    SheetProfile,
    SheetState,
    Stance,
)

AMBER = HandlingLabel.AMBER
MIDNIGHT = 1_733_605_200_000  # 8 Dec 2024, 00:00 in Damascus
ARABIC = {
    "Homs": "حمص",
    "Damascus": "دمشق",
    "Daraa": "درعا",
    "Sweida": "السويداء",
    "Quneitra": "القنيطرة",
    "Moadamiya": "معضمية",
    "Tartus": "طرطوس",
}
PLACES = tuple(ARABIC)
LONG_ENGLISH = "Administrative and Agricultural Extension Cooperative Housing Settlement of Upper Northern Farmlands"
LONG_ARABIC = "مجمع الإسكان التعاوني الإداري والإرشاد الزراعي في الأراضي الزراعية الشمالية العليا"
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
HTS = Party(name="Hayat Tahrir al-Sham", short="HTS", colour=None)
ARMY = Party(name="Syrian army", short="Syrian army", colour="#7a1f1f")
SOUTH = Party(name="Southern Operations Room", short="S. Op. Room", colour=None, stripe=3)
HEADINGS = {
    Column.ADVANCING: ("Moving on", "تقدّم نحو"),
    Column.CONTESTED: ("Contested", "متنازع عليها"),
    Column.FALLEN: ("Control changed", "تغيّرت السيطرة"),
    Column.HELD: ("Held", "ثابتة"),
}
PARTS = {
    SheetPart.HIGHLIGHTS: ("Highlights", "أبرز ما جاء"),
    SheetPart.KEY_FIGURES: ("Key figures", "أرقام رئيسية"),
    SheetPart.BOARD: ("Board", "اللوحة"),
    SheetPart.ROUTES: ("Routes", "الطرق"),
    SheetPart.CHARTS: ("Charts", "مخططات"),
    SheetPart.ADVISORIES: ("Advisories", "إرشادات السفر"),
    SheetPart.EVENTS: ("Events", "أحداث"),
    SheetPart.CHANGES: ("Changes since H2-6", "التغييرات منذ H2-6"),
    SheetPart.SOURCES: ("Sources", "المصادر"),
    SheetPart.LEGEND: ("Legend", "مفتاح الرموز"),
}


def said(language: str, english: str, arabic: str) -> str:
    return "\n".join({"en": english, "ar": arabic}[each] for each in language.split("+"))


def sheet_of(cards: int = 7, *, language: str = "en", long_names: bool = False, state: str = "issued") -> Sheet:
    """A status sheet with that many cards on the board; everything else is as in the reference situation."""
    return Sheet(
        kind=SheetKind.STATUS,
        language=language,
        profile=SheetProfile.FULL,
        header=header(language, SheetState(state)),
        parts=tuple(PartHeading(part=part, heading=said(language, *PARTS[part]), when_empty="-") for part in PARTS),
        highlights=tuple(highlights(language)),
        key_figures=(key_figure(language),),
        footnotes=(
            Footnote(
                number=1,
                text=said(
                    language,
                    "OCHA. More than: a lower bound. Cumulative; it does not say how many are displaced now.",
                    "أوتشا. أكثر من: حد أدنى. رقم تراكمي خلال الأسبوع، ولا يعني عدد النازحين الآن.",
                ),
            ),
        ),
        columns=tuple(columns(cards, language, long_names)),
        routes=tuple(route(language, place) for place in ("Tartus", "Latakia")),
        charts=(chart(language),),
        advisories=(advisory(language),),
        events=tuple(event(language, number) for number in range(12)),
        changes=tuple(change(language, place) for place in PLACES[:3]),
        sources=(
            source(language, "OCHA", "humanitarian agency", "وكالة إنسانية"),
            source(language, "AFP", "wire service", "وكالة أنباء"),
        ),
        legend=tuple(legend(language)),
        left_out=(
            LeftOut(
                part=None,
                why="off_sheet",
                count=1,
                names=("Sweida",),
                text=said(language, "1 note of a place (Sweida), off sheets.", "ملاحظة مكان واحدة (السويداء) لا تُطبع."),
            ),
        ),
        imprint=(
            Labelled(label=said(language, "Prepared by", "أعدّها"), text="information officer"),
            Labelled(label=said(language, "Contact", "للتواصل"), text="channel 4"),
            Labelled(label=said(language, "Distribution", "التوزيع"), text=said(language, "partners", "الشركاء")),
        ),
        disclaimer=said(
            language,
            "Names and boundaries shown do not imply endorsement or acceptance by those who issue this sheet.",
            "الأسماء والحدود المستخدمة لا تعني إقرارها أو قبولها ممن أصدر هذه النشرة.",
        ),
    )


def header(language: str, state: SheetState) -> Header:
    as_of = said(language, "8 Dec 2024 (Asia/Damascus)", "٨ كانون الأول 2024 (\u2068Asia/Damascus\u2069)")
    return Header(
        title=said(language, "Syria, December 2024", "سوريا، كانون الأول 2024"),
        subject=said(language, "Status snapshot: Syria, December 2024", "نشرة الوضع: سوريا، كانون الأول 2024"),
        number="H2-7",
        replaces=None,
        correction=None,
        state=state,
        state_words=said(language, state.words, {"issued": "صادرة", "draft": "مسودة"}.get(state.value, state.value)),
        label=AMBER,
        exercise=False,
        exercise_words=said(language, "EXERCISE", "تمرين"),
        profile_words="",
        as_of=as_of,
        as_of_iso="2024-12-08T00:00:00+03:00",
        zone="Asia/Damascus",
        as_of_precision=Precision.DAY,
        since_iso=None,
        course=(),
        facts=(
            Labelled(label=said(language, "As of", "حتى"), text=as_of),
            Labelled(label=said(language, "Covers", "تغطي"), text=said(language, "7-8 Dec 2024", "٧-٨ كانون الأول")),
            Labelled(label=said(language, "Next issue", "العدد التالي"), text="17:00"),
            Labelled(label=said(language, "Cleared by", "أجازها"), text=said(language, "head of base", "رئيس القاعدة")),
        ),
    )


def highlights(language: str) -> list[Highlight]:
    sentences = (
        (
            "HTS announced that its forces entered Homs; the army reportedly retreats to the outskirts.",
            "أعلنت هيئة تحرير الشام دخول قواتها حمص.",
        ),
        (
            "Daraa, Sweida and Quneitra are reported lost by the government to the opposition.",
            "أفيد بخسارة الحكومة درعا والسويداء والقنيطرة.",
        ),
        (
            "The roads from Damascus to Tartus and Latakia are severed at Homs.",
            "الطرق من دمشق إلى طرطوس واللاذقية مقطوعة عند حمص.",
        ),
    )
    return [
        Highlight(
            text=said(language, *texts),
            when=said(language, "7 Dec 2024", "٧ كانون الأول 2024"),
            about=None,
            label=AMBER,
            unrated=number == 0,
        )
        for number, texts in enumerate(sentences)
    ]


def key_figure(language: str) -> KeyFigure:
    return KeyFigure(
        amount=said(language, "more than 370,000", "أكثر من 370,000"),
        what=said(language, "people displaced in Syria", "نازح داخل سوريا"),
        when=said(language, "1-8 Dec 2024", "١-٨ كانون الأول 2024"),
        source="OCHA",
        metric=Metric.CUMULATIVE,
        metric_words=said(language, "cumulative", "تراكمي"),
        quantifier=Quantifier.MORE_THAN,
        low=370_000,
        high=None,
        unit=FigureUnit.PERSON,
        clashes=False,
        footnote=1,
        label=AMBER,
    )


def columns(cards: int, language: str, long_names: bool) -> list[SheetColumn]:
    """In each column its share of the cards; what is held comes last."""
    order = tuple(islice(cycle((Column.FALLEN, Column.ADVANCING, Column.CONTESTED, Column.HELD)), cards))
    rows = [row(number, column, language, long_names) for number, column in enumerate(order, start=1)]
    return [
        SheetColumn(
            column=column,
            heading=said(language, *HEADINGS[column]),
            rows=tuple(each for each in rows if each.column is column),
            when_empty=said(language, "None.", "لا شيء."),
        )
        for column in Column
    ]


def row(number: int, column: Column, language: str, long_names: bool) -> SheetRow:
    place = PLACES[number - 1] if number <= len(PLACES) else f"Place {number}"
    arabic = ARABIC.get(place, f"المكان {number}")
    if long_names:
        place, arabic = f"{LONG_ENGLISH} {UNBROKEN} {number}", f"{LONG_ARABIC} {number}"
    basis = tuple(Basis)[number % 4]
    return SheetRow(
        card=f"card-{number}",
        number=str(number),
        place=said(language, place, arabic),
        level=LocationKind.TOWN,
        level_words=said(language, "city", "مدينة"),
        area=said(language, f"{place} governorate", f"محافظة {arabic}") if not long_names else "",
        column=column,
        said=said(language, "claimed by HTS, against the Syrian army", "تدّعيها هيئة تحرير الشام ضد الجيش السوري"),
        who=((HTS, SOUTH), (HTS,), None, ())[number % 4],
        from_whom=(ARMY,),
        basis=basis,
        basis_words=said(language, basis.words, {"claimed": "ادعاء", "reported": "أفيد"}.get(basis.value, "مؤكد")),
        claims_for=2,
        claims_against=1,
        grades=said(
            language,
            "for 2 (best B2) / against 1 (F6)",
            "مؤيد 2 (الأفضل \u2068B2\u2069) / معارض 1 (\u2068F6\u2069)",
        ),
        as_of=said(language, "7 Dec 2024", "٧ كانون الأول 2024"),
        age=said(language, "1 day", "يوم"),
        verified=None if number % 3 else said(language, "7 Dec 2024 14:30", "٧ كانون الأول 14:30"),
        stale=number % 3 == 0,
        no_source=number % 5 == 0,
        no_time=False,
        conflicts=int(number % 7 == 0),
        marks=tuple(marks(number, language)),
        flags=(),
        flag_words=(),
        note=None if number % 4 else said(language, "Residents celebrate in the centre.", "السكان يحتفلون في المركز."),
        label=AMBER,
        claims=(claim(language, Stance.SUPPORTS, number), claim(language, Stance.DENIES, number)),
    )  # fmt: skip


def marks(number: int, language: str) -> list[str]:
    found = []
    if number % 3 == 0:
        found.append(said(language, "stale", "قديم"))
    if number % 5 == 0:
        found.append(said(language, "no source", "بلا مصدر"))
    if number % 7 == 0:
        found.append(said(language, "conflict", "تعارض"))
    return found


def claim(language: str, stance: Stance, number: int) -> ClaimLine:
    for_it = stance is Stance.SUPPORTS
    return ClaimLine(
        stance=stance,
        stance_words=said(language, stance.words, "مؤيد" if for_it else "معارض"),
        speaker="HTS (leader)" if for_it else "Syrian state media",
        verb=said(language, "said" if for_it else "insists", "قال" if for_it else "تصرّ"),
        text=f"we are on the threshold, with 50 more places (wording {number})"
        if for_it
        else "الرئيس في دمشق ويتابع عمله",
        publisher="AFP" if for_it else None,
        when=said(language, "6 Dec 2024", "٦ كانون الأول 2024"),
        rated=for_it,
        grade="B2" if for_it else said(language, "unrated", "غير مقيّم"),
        label=AMBER,
    )


def route(language: str, to: str) -> RouteLine:
    return RouteLine(
        route=f"route-{to}",
        name=said(language, f"Damascus - {to}", f"دمشق - {ARABIC.get(to, 'اللاذقية')}"),
        kind_words=said(language, "road", "طريق"),
        state=RouteState.SEVERED,
        state_words=said(language, "severed", "مقطوع"),
        use_words=said(language, "all uses, both ways", "كل الاستخدامات، بالاتجاهين"),
        condition=said(language, "severed at Homs", "مقطوع عند حمص"),
        basis=Basis.REPORTED,
        basis_words=said(language, "reported", "أفيد"),
        as_of=said(language, "7 Dec 2024", "٧ كانون الأول 2024"),
        age=said(language, "1 day", "يوم"),
        verified=None,
        stale=True,
        no_source=False,
        no_time=False,
        note=None,
        label=AMBER,
    )


def chart(language: str) -> SheetChart:
    flow = tuple(
        ChartPoint(
            begin=MIDNIGHT - (7 - day) * DAY,
            end=MIDNIGHT - (6 - day) * DAY,
            since=None,
            low=10_000 * (day + 1),
            high=10_000 * (day + 1) + (5_000 if day == 3 else 0),
            quantifier=Quantifier.BETWEEN if day == 3 else Quantifier.EXACT,
            joined=False,
            clashes=False,
            words=f"{10_000 * (day + 1):,}",
            when=f"{day + 1} Dec 2024",
        )
        for day in range(6)
    )
    total = ChartPoint(
        begin=MIDNIGHT - DAY,
        end=MIDNIGHT,
        since=MIDNIGHT - 7 * DAY,
        low=370_000,
        high=None,
        quantifier=Quantifier.MORE_THAN,
        joined=False,
        clashes=False,
        words=said(language, "more than 370,000", "أكثر من 370,000"),
        when="8 Dec 2024",
    )
    series = (
        ("Displaced, cumulative, OCHA", "نازحون، تراكمي، أوتشا", Metric.CUMULATIVE, (total,)),
        ("Displaced in a day, camp managers", "نازحون في اليوم، إدارات المخيمات", Metric.FLOW, flow),
    )
    return SheetChart(
        code="displacement",
        heading=said(language, "Displacement and return", "النزوح والعودة"),
        series=tuple(
            ChartSeries(
                name=said(language, english, arabic),
                metric=metric,
                unit=FigureUnit.PERSON,
                unit_words=said(language, "people", "أشخاص"),
                points=points,
            )
            for english, arabic, metric, points in series
        ),
        marks=(mark(language, EventKind.WITHDRAWAL, 1), mark(language, EventKind.EVACUATION, 2)),
        not_added=(said(language, "one counts a day, the other since a date", "أحدهما ليوم والآخر منذ تاريخ"),),
        now=MIDNIGHT,
        zone="Asia/Damascus",
        label=AMBER,
        when_empty=said(language, "No figures.", "لا أرقام."),
        months=MONTHS["levantine"] if language == "ar" else MONTH_WORDS,
    )


def mark(language: str, kind: EventKind, days: int) -> ChartMark:
    return ChartMark(
        kind=kind,
        kind_words=said(language, kind.words, {"withdrawal": "انسحاب", "evacuation": "إجلاء"}[kind.value]),
        begin=MIDNIGHT - days * DAY,
        end=MIDNIGHT - (days - 1) * DAY,
        text="",
        figure=None,
        when="7 Dec 2024",
        why="no figure",
    )


def advisory(language: str) -> AdvisoryLine:
    return AdvisoryLine(
        event="advisory-1",
        issuer=said(language, "US Embassy in Syria", "السفارة الأمريكية في سوريا"),
        audience_words=said(language, "US citizens", "المواطنون الأمريكيون"),
        area=said(language, "Syria", "سوريا"),
        level="Do not travel",
        instruction=said(language, "leave now, while commercial options remain", "غادروا الآن ما دامت الخيارات متاحة"),
        issued=said(language, "7 Dec 2024", "٧ كانون الأول 2024"),
        valid_until=None,
        state_words=said(language, "in force", "سارٍ"),
        in_force=True,
        stale=False,
        source="US Embassy",
        label=AMBER,
    )


def event(language: str, number: int) -> EventLine:
    kinds = (EventKind.DISPLACEMENT, EventKind.WITHDRAWAL, EventKind.SURRENDER, EventKind.STATEMENT)
    kind = kinds[number % 4]
    arabic = {"displacement": "نزوح", "withdrawal": "انسحاب", "surrender": "استسلام", "statement": "تصريح"}
    return EventLine(
        event=f"event-{number}",
        kind=kind,
        kind_words=said(language, kind.words, arabic[kind.value]),
        when=said(language, "7 Dec 2024", "٧ كانون الأول 2024"),
        text=said(language, f"what was told of it (event {number})", f"ما قيل عنه (حدث {number})"),
        place=said(language, "Homs", "حمص"),
        destination=None,
        actors=("Hezbollah",) if number % 2 else None,
        state_words=None,
        figures=(said(language, "more than 370,000 people, cumulative", "أكثر من 370,000 شخص، تراكمي"),)
        if number == 0
        else (),
        source="OCHA" if number == 0 else "AFP",
        basis=Basis.REPORTED,
        basis_words=said(language, "reported", "أفيد"),
        grades=said(language, "unrated", "غير مقيّم"),
        rated=False,
        note=None,
        label=AMBER,
    )


def change(language: str, place: str) -> ChangeLine:
    return ChangeLine(
        kind="moved",
        kind_words=said(language, "moved", "نُقلت"),
        name=said(language, place, ARABIC[place]),
        said=said(language, "from contested to control changed", "من متنازع عليها إلى تغيّرت السيطرة"),
        before=None,
        after=None,
        label=AMBER,
    )


def source(language: str, name: str, english: str, arabic: str) -> SourceLine:
    unrated = said(language, "unrated", "غير مقيّم")
    return SourceLine(name=name, kind_words=said(language, english, arabic), reliability=unrated, reports=(), used=3)


def legend(language: str) -> list[LegendLine]:
    terms = (
        *((f"basis:{basis.value}", basis.words, basis.words) for basis in Basis),
        ("mark:stale", "stale: past its shelf life", "قديم: تجاوز مدة صلاحيته"),
        ("mark:no_source", "no source", "بلا مصدر"),
        ("mark:conflict", "conflict between laptops", "تعارض بين الحواسيب"),
    )
    signs = [LegendLine(term=term, sign="", words=said(language, english, arabic)) for term, english, arabic in terms]
    grade = said(language, "Usually reliable, probably true", "موثوق عادة، صحيح على الأرجح")
    return [*signs, LegendLine(term="grade:B2", sign="B2", words=grade)]


def exercise(sheet: Sheet) -> Sheet:
    words = said(sheet.language, "EXERCISE", "تمرين")
    return replace(sheet, header=replace(sheet.header, exercise=True, exercise_words=words))
