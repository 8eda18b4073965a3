"""Words in headers that say what a column of numbers counts, in the languages in which teams write them."""

from __future__ import annotations

from situation_board.core.importing.header_words import vocabulary
from situation_board.core.vocabulary import FigureCategory, FigureGroup, Metric

IDPS = vocabulary(
    "idp idps numpresentidpind pdi pdis deplaces deplacees desplazados desplazadas deslocados deslocadas "
    "vertriebene binnenvertriebene впо переселенців вимушених вынужденных نازح نازحين النازحون نازحون مهجر مهجرين "
    "مهجرون"
)
DISPLACED = vocabulary(
    "desplazamiento desplazamientos deplacement deplacements displaced displacement displacements переміщених "
    "перемещенных"
)
REFUGEES = vocabulary(
    "refugee refugees refugies refugiees refugiados refugiadas flüchtlinge geflüchtete біженців беженцев لاجئ "
    "لاجئين لاجئون"
)
ASYLUM = vocabulary("asylum seekers seeker asile demandeurs asilo solicitantes asylsuchende")
CATEGORIES: dict[FigureCategory, frozenset[str]] = {
    FigureCategory.DISPLACED: IDPS | DISPLACED | REFUGEES,
    FigureCategory.RETURNED: vocabulary(
        "повернулися returnee returnees returned returns retournes retournees retornados retornadas rückkehrer "
        "поверненців возвратившихся عائدين عائدون"
    ),
    FigureCategory.EVACUATED: vocabulary(
        "evacuated evacuees evacuations evacues evacuees evacuados evakuierte евакуйованих эвакуированных"
    ),
    FigureCategory.TRAPPED: vocabulary("trapped besieged stranded محاصرين محاصرون"),
    FigureCategory.AFFECTED: vocabulary(
        "affected need pin sinistres sinistrees afectados afectadas damnificados betroffene постраждалих "
        "пострадавших متضررين متضررون"
    ),
    FigureCategory.KILLED: vocabulary(
        "killed deaths fatalities dead death martyrs morts deces tues muertos fallecidos muertes mortos tote "
        "getötete загиблих вбитих погибших убитых قتلى وفيات شهداء"
    ),
    FigureCategory.INJURED: vocabulary(
        "injured wounded injuries blesses blessees heridos heridas feridos verletzte verwundete поранених раненых "
        "جرحى مصابين مصابون"
    ),
    FigureCategory.MISSING: vocabulary(
        "missing disappeared disparus disparues desaparecidos desaparecidas vermisste зниклих пропавших مفقودين مفقودون"
    ),
}
HAPPENED_TO_DISPLACED = frozenset(FigureCategory) - {FigureCategory.DISPLACED, FigureCategory.OTHER}
"""What may have happened to people who are displaced: "IDPs killed" counts those who were killed."""
GROUPS: dict[FigureGroup, frozenset[str]] = {
    FigureGroup.IDP: IDPS,
    FigureGroup.REFUGEE: REFUGEES,
    FigureGroup.RETURNEE: CATEGORIES[FigureCategory.RETURNED],
    FigureGroup.CIVILIAN: vocabulary("civilian civilians civils civiles zivilisten مدني مدنيين مدنيون цивільних"),
    FigureGroup.FIGHTER: vocabulary("fighter fighters combatant combatants militant militants soldiers مقاتلين"),
    FigureGroup.STAFF: vocabulary("staff"),
}
HOUSEHOLDS = vocabulary(
    "household households hh hhs families family familys menages menage foyers hogares hogar familias familles "
    "famille haushalte familien домогосподарств домохозяйств сімей семей عائلة عائلات العوائل عوائل أسرة أسر "
    "الأسر"
)
PEOPLE = vocabulary(
    "individuals individual headcount travellers travelers migrants ind inds indiv indivs persons person "
    "people pax population pop figure personnes "
    "individus habitants personas personen menschen осіб людей лиц человек شخص أشخاص أفراد فرد"
)
IGNORED = vocabulary(
    "casualties casualities casualty sitrep unhcr ohchr iom dtm ocha idmc unicef unrwa ifrc icrc moh government "
    "spontaneous приблизна орієнтовна що number numbers no nr nos num n of count counts total totals sum all "
    "overall the a an reported registered recorded verified estimated estimate estimates est baseline approximate "
    "approx how many much are is there live lives living reside residing as in at this that site location "
    "settlement area place village community camp ward lga district county nombre de des du d la le les l "
    "total numero cantidad el los las "
    "anzahl der die das zahl gesamt кількість всього количество число عدد اجمالي مجموع كلي value with"
)
METRICS: dict[str, Metric] = {
    **dict.fromkeys(
        vocabulary("new newly arrived arrivals arrival nouveaux nouvelles nuevos nuevas neue нових جديد جدد"),
        Metric.FLOW,
    ),
    **dict.fromkeys(
        vocabulary(
            "stock current currently present presently actuel actuels actuelle actuelles actuales derzeit حاليا"
        ),
        Metric.STOCK,
    ),
    **dict.fromkeys(vocabulary("cumulative cumulatif cumulatifs cumul acumulado acumulados تراكمي"), Metric.CUMULATIVE),
}
PARTS = vocabulary(
    "men women boys girls male males female females m f man woman boy girl child children minors adults adult "
    "elderly older youth infants toddlers adolescents pregnant lactating disabled disability disabilities pwd "
    "pwds unaccompanied separated headed under over u above below aged age ages year years yrs old less than and "
    "or hommes femmes garcons filles enfants homme femme adultes ans hombres mujeres ninos ninas adultos männer "
    "frauen kinder jungen mädchen чоловіків чоловіки жінок жінки дітей діти мужчин женщин детей رجال نساء أولاد "
    "بنات أطفال ذكور إناث نسوة"
)
PLACES_OF_PARTS = vocabulary(
    "camps sites settlements centres centers shelters host hosted hosting rented informal formal collective urban "
    "rural communities families_hosting schools tents abroad"
)
"""Where a part of the people is; said with "in" or the like, since "IDP sites" counts sites."""
WHERE = vocabulary("in inside outside out at within from")
BOUNDS = {
    **dict.fromkeys(vocabulary("low min minimum lower least"), "low"),
    **dict.fromkeys(vocabulary("high max maximum upper most"), "high"),
    **dict.fromkeys(vocabulary("best central"), "best"),
}
SHARES = vocabulary(
    "percent percentage pct share proportion rate ratio average avg mean median prozent anteil pourcentage taux "
    "porcentaje відсоток процент نسبة"
)
"""What is no number of people."""
SCALES = {
    **dict.fromkeys(vocabulary("thousand thousands 000 000s milliers tausend тис тыс بالآلاف آلاف"), 1_000),
    **dict.fromkeys(vocabulary("million millions mln mio mn millionen млн"), 1_000_000),
}
CODES: dict[str, tuple[FigureCategory, FigureGroup | None]] = {
    "ref": (FigureCategory.DISPLACED, FigureGroup.REFUGEE),
    "asy": (FigureCategory.DISPLACED, None),
    "ret": (FigureCategory.RETURNED, FigureGroup.RETURNEE),
    "rdp": (FigureCategory.RETURNED, FigureGroup.RETURNEE),
    "inn": (FigureCategory.AFFECTED, None),
    "aff": (FigureCategory.AFFECTED, None),
}
"""Codes of UNHCR's population types, and of the status of people in plans of humanitarian response."""
EVERYBODY = vocabulary(
    "all total both overall everyone everybody intersectoral ages sexes genders t الكل الجميع المجموع"
)
SINCE = vocabulary("since from depuis desde seit від منذ")
