; What the setup program says beyond the words that it brings. $0 is a version.

LangString IsRunning ${LANG_ENGLISH} "${TITLE} is running, or another program holds its files. Nothing was changed.$\r$\n$\r$\nClose it, then choose Retry."
LangString IsRunning ${LANG_ARABIC} "برنامج ${TITLE} قيد التشغيل، أو أن برنامجًا آخر يستخدم ملفاته. لم يتغير شيء.$\r$\n$\r$\nأغلقه، ثم اختر إعادة المحاولة."

LangString IsNewer ${LANG_ENGLISH} "Version $0 is installed, which is newer than ${VERSION}. Nothing was changed.$\r$\n$\r$\nTo go back, remove $0 first; your files and settings stay."
LangString IsNewer ${LANG_ARABIC} "الإصدار المثبَّت $0 أحدث من ${VERSION}. لم يتغير شيء.$\r$\n$\r$\nللرجوع إلى الإصدار الأقدم، أزل $0 أولًا؛ تبقى ملفاتك وإعداداتك."

LangString IsMsi ${LANG_ENGLISH} "${TITLE} was installed here by an MSI package. Nothing was changed.$\r$\n$\r$\nUpdate it with a newer MSI package, or remove that one first; your files and settings stay."
LangString IsMsi ${LANG_ARABIC} "تم تثبيت ${TITLE} هنا بحزمة MSI. لم يتغير شيء.$\r$\n$\r$\nحدِّثه بحزمة MSI أحدث، أو أزل تلك الحزمة أولًا؛ تبقى ملفاتك وإعداداتك."

LangString NoRoom ${LANG_ENGLISH} "There is not enough room in $INSTDIR. Nothing was changed.$\r$\n$\r$\nMake room, or choose another disk."
LangString NoRoom ${LANG_ARABIC} "لا توجد مساحة كافية في $INSTDIR. لم يتغير شيء.$\r$\n$\r$\nوفِّر مساحة، أو اختر قرصًا آخر."

LangString TooOld ${LANG_ENGLISH} "${TITLE} needs 64-bit Windows 10, version 1809, or newer. Nothing was changed."
LangString TooOld ${LANG_ARABIC} "يحتاج ${TITLE} إلى ويندوز 10 بنظام 64 بت، الإصدار 1809، أو أحدث. لم يتغير شيء."

LangString FormerStays ${LANG_ENGLISH} "The version that is installed could not be removed, so the new one was not installed. Your files and settings are as they were."
LangString FormerStays ${LANG_ARABIC} "تعذرت إزالة الإصدار المثبَّت، فلم يُثبَّت الإصدار الجديد. ملفاتك وإعداداتك كما كانت."
