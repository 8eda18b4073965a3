"""What stands on sheets, in Arabic, by the English phrase. Terms of the vocabulary are in arabic_terms."""

from __future__ import annotations

from situation_board.core.snapshot.arabic_terms import TERMS

MONTHS: dict[str, tuple[str, ...]] = {
    "standard": (
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    "levantine": (
        *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
        *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
    ),
}

BOARD = {
    "Moving on": "تقدّم نحو المكان",
    "Contested": "متنازع عليه",
    "Control changed": "تغيّرت السيطرة",
    "Held": "تحت السيطرة",
    "contested by {who} against {other}": "تتنازع عليه {who} ضد {other}",
    "contested by {who}, holder not stated": "تتنازع عليه {who}، والمسيطر غير مذكور",
    "contested by {who}, held by nobody": "تتنازع عليه {who}، ولا يسيطر عليه أحد",
    "contested against {other}, by whom is not stated": "متنازع عليه ضد {other}، والطرف الآخر غير مذكور",
    "contested, parties not stated": "متنازع عليه، والأطراف غير مذكورة",
    "contested, held by {other}": "متنازع عليه، تسيطر عليه {other}",
    "contested, held by nobody": "متنازع عليه، ولا يسيطر عليه أحد",
    "lost by {other} to {who}": "انتقال السيطرة من {other} إلى {who}",
    "taken by {who}, from whom is not stated": "انتقال السيطرة إلى {who}، والطرف السابق غير مذكور",
    "taken by {who}, held by nobody before": "انتقال السيطرة إلى {who}، ولم يكن يسيطر عليه أحد",
    "lost by {other}, controller not stated": "فقدان {other} السيطرة، والمسيطر غير مذكور",
    "change of control, controller not stated": "تغيّر السيطرة، والمسيطر غير مذكور",
    "lost by {other}, held by nobody": "فقدان {other} السيطرة، ولا يسيطر عليه أحد",
    "held by nobody": "لا يسيطر عليه أحد",
    "held by {who}": "تحت سيطرة {who}",
    "held, controller not stated": "تحت السيطرة، والمسيطر غير مذكور",
    "{basis} {said}": "{basis}: {said}",
    "{said} ({basis})": "{said} ({basis})",
    "{said} (basis not stated)": "{said} (الأساس غير مذكور)",
    "besieged by {who}": "محاصَر من {who}",
    "assessed by {who}, confidence {sure}": "تقدير {who}، درجة الثقة {sure}",
    "no source": "بلا مصدر",
    "time not stated": "الوقت غير مذكور",
    "conflict between laptops": "تعارض بين الأجهزة",
    "speaker not stated": "القائل غير مذكور",
    "place not stated": "المكان غير مذكور",
    "basis not stated": "الأساس غير مذكور",
    "no claims": "لا أقوال",
    "No place.": "لا مكان.",
    "city": "مدينة",
    "stale": "قديم",
    "unrated": "غير مُقيَّم",
    "for {count}": "مؤيِّد {count}",
    "against {count}": "معارِض {count}",
    "best {grade}": "الأفضل {grade}",
}
ADVANCE = {
    "advance by {who}": "تقدّم {who}",
    "advance, by whom is not stated": "تقدّم لطرف غير مذكور",
    "no advance by anybody": "لا تقدّم لأحد",
}
AGAINST = {
    ", held by {other}": "، والسيطرة لـ {other}",
    ", holder not stated": "، والمسيطر غير مذكور",
    ", held by nobody": "، ولا يسيطر عليه أحد",
}
FIGURES = {
    "number not available": "العدد غير متوفر",
    "small number withheld": "عدد صغير محجوب",
    "{number}": "{number}",
    "between {low} and {high}": "بين {low} و{high}",
    "{quantifier} {number}": "{quantifier} {number}",
    "{amount} {what}": "{amount} {what}",
    "{amount}, {what}": "{amount}، {what}",
    "{unit} {category}": "{unit} ({category})",
    "households of {size}": "أسر من {size} أفراد",
    "at a date": "في تاريخ محدد",
    "in a period": "خلال فترة",
    "since a date": "منذ تاريخ محدد",
    "since {when}": "منذ {when}",
    "whether at a date or in a period is not stated": "لم يُذكر هل هو في تاريخ أم خلال فترة",
    "not stated": "غير مذكور",
    "source not stated": "المصدر غير مذكور",
    "source withheld": "المصدر محجوب",
    "text withheld": "النص محجوب",
    "Source: {source}.": "المصدر: {source}.",
    "In its own words: “{number}”.": "بنص المصدر: «{number}».",
    "People at that date; not to be added to the number of another date.": (
        "أشخاص في ذلك التاريخ؛ لا يُجمع مع عدد تاريخ آخر."
    ),
    "Movements in that period; one person may be counted more than once.": (
        "تحركات خلال تلك الفترة؛ وقد يُحسب الشخص أكثر من مرة."
    ),
    "Counted since the first date; it does not mean that all are still away today.": (
        "محسوب منذ التاريخ الأول؛ ولا يعني أن الجميع ما زالوا بعيدين اليوم."
    ),
    "A lower bound: how many more is not known.": "حدّ أدنى: الزيادة عليه غير معروفة.",
    "An upper bound: how many fewer is not known.": "حدّ أعلى: النقص عنه غير معروف.",
    "Not an exact count.": "ليس عدداً دقيقاً.",
    "Households, not people.": "أسر، لا أشخاص.",
    "Planned: nobody has left yet by this number.": "مخطط له: لم يغادر أحد بعد بحسب هذا العدد.",
    "Those who are still to leave.": "من لم يغادروا بعد.",
    "Whether they stayed within the country is not stated.": "لم يُذكر هل بقوا داخل البلاد.",
}
CHARTS = {
    "no figure is given": "لم يُذكر عدد",
    "stands alone: whether at a date or in a period is not stated": "قائم بذاته: لم يُذكر هل هو في تاريخ أم خلال فترة",
    "its time is not stated": "وقته غير مذكور",
    "{count} events": "أحداث عددها {count}",
    "too many to be told one by one": "أكثر من أن تُذكر واحداً واحداً",
    "Displacement and return": "النزوح والعودة",
    "Evacuation": "الإجلاء",
    "No number was told of this.": "لم يُذكر عدد لهذا.",
}
CHANGES = {
    "moved": "تغيّر الوضع",
    "changed": "تغيّر",
    "controller changed": "تغيّر المسيطر",
    "new on the board": "جديد على اللوحة",
    "no longer on the board": "لم يعد على اللوحة",
    "{what} {thing}": "{thing}: {what}",
    "new": "جديد",
    "struck": "مشطوب",
    "answered": "محسوم",
    "regraded": "أُعيد تقييمه",
    "claim": "قول",
    "event": "حدث",
    "verification": "تحقّق",
    "status": "حالة",
    "route status": "حالة طريق",
    "rating": "تقييم",
    "task": "مهمة",
    "conflict": "تعارض",
    "figure": "رقم",
}
EVENTS = {
    "issuer not stated": "جهة الإصدار غير مذكورة",
    "audience not stated": "المخاطَب غير مذكور",
    "area not stated": "المنطقة غير مذكورة",
}
HEAD = {
    "status snapshot": "لمحة عن الوضع",
    "shift handover": "تسليم المناوبة",
    "card dossier": "ملف مكان",
    "events list": "قائمة الأحداث",
    "capture form": "استمارة تدوين",
    "re-verify list": "قائمة إعادة التحقق",
    "As of": "حتى تاريخ",
    "Changes since": "التغيّرات منذ",
    "Next issue": "الإصدار التالي",
    "Up to change": "حتى التغيير رقم",
    "State": "الحالة",
    "draft, not cleared": "مسودة، غير مُجازة",
    "Cleared by": "أجازها",
    "Issued": "صدرت",
    "Correction": "تصحيح",
    "replaces {number}: {what}": "تحل محل {number}: {what}",
    "Prepared by": "أعدّها",
    "Contact": "للاتصال",
    "Distribution": "التوزيع",
    "EXERCISE EXERCISE EXERCISE": "تمرين تمرين تمرين",
    "Another rendering of the issue {number}, not the pages that were handed out: {what}.": (
        "إخراج آخر للإصدار {number}، وليس الصفحات التي سُلّمت: {what}."
    ),
    "For the eyes of named recipients only.": "للمستلمين المسمَّين فقط.",
    "Only within the recipient's organisation, on a need-to-know basis.": (
        "داخل منظمة المستلم فقط، بقدر الحاجة إلى المعرفة."
    ),
    "Only within the recipient's organisation and its clients, on a need-to-know basis.": (
        "داخل منظمة المستلم وعملائها فقط، بقدر الحاجة إلى المعرفة."
    ),
    "Within the community; not through public channels.": "داخل المجتمع المعني؛ لا عبر القنوات العامة.",
    "May be shared without restriction.": "يجوز تداولها بلا قيد.",
    "Names, places and who holds them are given as they were reported. Using them here takes no position on the legal"
    " status of any territory, authority or boundary.": (
        "الأسماء والأماكن ومن يسيطر عليها مذكورة كما وردت. ولا يعني ذكرها هنا موقفاً من الوضع القانوني لأي إقليم أو سلطة"
        " أو حدود."
    ),
}
PARTS = {
    "Highlights": "أبرز النقاط",
    "Key figures": "أرقام رئيسية",
    "Who holds what": "من يسيطر على ماذا",
    "Routes": "الطرق",
    "Displacement and evacuation": "النزوح والإجلاء",
    "Advisories": "التحذيرات",
    "Events": "الأحداث",
    "Changes since the previous issue": "التغيّرات منذ الإصدار السابق",
    "Open questions and tasks": "أسئلة ومهام مفتوحة",
    "Claims and counter-claims": "الأقوال والأقوال المضادة",
    "Sources": "المصادر",
    "How to read this sheet": "كيف تُقرأ هذه الورقة",
    "Nothing to highlight.": "لا شيء بارز.",
    "No figure that says how it counts was told.": "لم يُذكر رقم يبيّن كيف يُحسب.",
    "No place is on the board.": "لا مكان على اللوحة.",
    "No route was entered.": "لم يُدخل طريق.",
    "No advisory was entered.": "لم يُدخل تحذير.",
    "No event was entered.": "لم يُدخل حدث.",
    "Nothing to be told here.": "لا شيء يُذكر هنا.",
    "Nothing changed.": "لم يتغير شيء.",
    "Nothing is open.": "لا شيء مفتوح.",
    "No claim was entered.": "لم يُدخل قول.",
    "No source is named.": "لم يُسمَّ مصدر.",
    "Changes are told of what was known, not of what was true at a time.": (
        "تُذكر التغيّرات فيما كان معروفاً، لا فيما كان صحيحاً في وقت ما."
    ),
    "This is the first issue: there is none to compare with.": "هذا أول إصدار: لا سابق له للمقارنة.",
}
HIGHLIGHTS = {
    "{count} route severed: {names}.": "طريق واحد مقطوع ({count}): {names}.",
    "{count} routes severed: {names}.": "طرق مقطوعة، عددها {count}: {names}.",
    "{count} evacuation under way: {names}.": "عملية إجلاء جارية ({count}): {names}.",
    "{count} evacuations under way: {names}.": "عمليات إجلاء جارية، عددها {count}: {names}.",
    "{count} advisory in force: {names}.": "تحذير سارٍ ({count}): {names}.",
    "{count} advisories in force: {names}.": "تحذيرات سارية، عددها {count}: {names}.",
    "Control changed in {count} place: {names}.": "تغيّرت السيطرة في مكان واحد ({count}): {names}.",
    "Control changed in {count} places: {names}.": "تغيّرت السيطرة في أماكن عددها {count}: {names}.",
    "{count} place contested: {names}.": "مكان متنازع عليه ({count}): {names}.",
    "{count} places contested: {names}.": "أماكن متنازع عليها، عددها {count}: {names}.",
    "Forces moving on {count} place: {names}.": "قوات تتقدم نحو مكان واحد ({count}): {names}.",
    "Forces moving on {count} places: {names}.": "قوات تتقدم نحو أماكن عددها {count}: {names}.",
    "{amount} {what} ({source}).": "{amount} {what} ({source}).",
}
AGES = {
    "just now": "الآن",
    "{count} min": "{count} د",
    "{count} h": "{count} س",
    "{count} d": "{count} يوم",
    "from {first} to {last}": "من {first} إلى {last}",
    "recorded {when}": "سُجّل {when}",
    "recorded {when}, time not stated": "سُجّل {when}، والوقت غير مذكور",
    "{count} h overdue": "متأخر {count} س",
}
LEFT_OUT = {
    "Earlier events: {count}, for want of room.": "أحداث أقدم: {count}، لضيق المكان.",
    "Series with fewer numbers: {count}, for want of room.": "سلاسل أقل أرقاماً: {count}، لضيق المكان.",
    "Further changes: {count}, for want of room.": "تغيّرات أخرى: {count}، لضيق المكان.",
    "Further figures: {count}; they stand with their events.": "أرقام أخرى: {count}؛ مذكورة مع أحداثها.",
    "Places told by their (sub-)district or a wider area only: {count}.": (
        "أماكن ذُكرت بناحيتها أو منطقتها أو ما هو أوسع فقط: {count}."
    ),
    "Times told by their day only: {count}.": "أوقات ذُكر يومها فقط: {count}.",
    "Texts, notes and excerpts withheld: {count}.": "نصوص وملاحظات ومقتطفات محجوبة: {count}.",
    "Sources told by their kind only: {count}.": "مصادر ذُكر نوعها فقط: {count}.",
    "Numbers of people below {small} are withheld.": "أعداد الأشخاص الأقل من {small} محجوبة.",
    "Notes on places, off sheets: {count} ({names}).": "ملاحظات عن أماكن، لا تُطبع: {count} ({names}).",
    "Notes on parties, off sheets: {count} ({names}).": "ملاحظات عن أطراف، لا تُطبع: {count} ({names}).",
    "Parties that nothing on this sheet names: {count} ({names}).": "أطراف لا تذكرها هذه الورقة: {count} ({names}).",
    "Places without a card: {count} ({names}).": "أماكن بلا بطاقة: {count} ({names}).",
    "What parties are to each other, off sheets: {count}.": "صلات الأطراف فيما بينها، لا تُطبع: {count}.",
    "Only what may be told under {label} stands here.": "لا يرد هنا إلا ما يجوز ذكره تحت {label}.",
}
LEGEND = {
    "open end": "طرف مفتوح",
    "a named party says so": "يقوله طرف مسمّى",
    "somebody who is no party reports it": "يُبلغ به من ليس طرفاً",
    "our own assessment, with a role and a reason": "تقديرنا، مع ذكر الصفة والسبب",
    "confirmed by several independent sources": "أكدته مصادر مستقلة عدة",
    "longer ago than its shelf life: ask again before relying on it": (
        "مضى عليه أكثر من مدة صلاحيته: اسأل قبل الاعتماد عليه"
    ),
    "no report is attached": "لا تقرير مرفق به",
    "laptops disagree: both values stand until a person decides": "الأجهزة مختلفة: تبقى القيمتان حتى يقرر شخص",
    "nobody has graded it yet; that says nothing against it": "لم يقيّمه أحد بعد؛ وليس في ذلك طعن فيه",
    "at least that many, or at most: the true number is not known": (
        "هذا العدد على الأقل أو على الأكثر: العدد الحقيقي غير معروف"
    ),
}
OTHER_SHEETS = {
    "Place": "المكان",
    "Level": "المستوى",
    "Lies in": "يقع في",
    "Other names": "أسماء أخرى",
    "P-code": "الرمز المكاني",
    "One box for one message. Take down the words as they were said.": "خانة لكل رسالة. دوّن الكلام كما قيل.",
    "No names of private people, no phone numbers, no e-mail addresses.": (
        "لا أسماء لأشخاص، ولا أرقام هواتف، ولا عناوين بريد."
    ),
    "Enter the messages in the order of their numbers; a number is used once.": (
        "أدخل الرسائل بترتيب أرقامها؛ ويُستعمل الرقم مرة واحدة."
    ),
    "Column": "العمود",
    "Evidence": "الأساس",
    "Said how": "كيف قيل",
    "Kind of event": "نوع الحدث",
    "Road": "الطريق",
    "Received: day and time": "وقت الاستلام: اليوم والساعة",
    "From: call sign or role": "من: رمز النداء أو الصفة",
    "By radio, phone, messenger, paper": "لاسلكي، هاتف، مراسلة، ورق",
    "Place: name and area": "المكان: الاسم والمنطقة",
    "What is said, word for word": "ما قيل، حرفياً",
    "Who says so, and who carries it": "من قاله ومن نقله",
    "Since when": "منذ متى",
    "Number of people: more than, about, exactly": "عدد الأشخاص: أكثر من، نحو، بالضبط",
    "Taken down by: role": "دوّنه: الصفة",
}

WORDS: dict[str, str] = {
    **TERMS,
    **BOARD,
    **{a + b: in_arabic + against for a, in_arabic in ADVANCE.items() for b, against in AGAINST.items()},
    **FIGURES,
    **CHARTS,
    **CHANGES,
    **EVENTS,
    **HEAD,
    **PARTS,
    **HIGHLIGHTS,
    **AGES,
    **LEFT_OUT,
    **LEGEND,
    **OTHER_SHEETS,
}
