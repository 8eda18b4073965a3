/* Stands in for the program where the packages are tried without Windows: does nothing, or waits as long as the file
   that says so is there. */
#include <windows.h>

const char version[] = VERSION;
static const wchar_t SIGN[] = L"C:\\stand-in-runs";

int WINAPI wWinMain(HINSTANCE ours, HINSTANCE before, PWSTR arguments, int show)
{
    (void)ours, (void)before, (void)show;
    if (!wcsstr(arguments, L"--wait"))
        return version[0] == 0;
    HANDLE sign = CreateFileW(SIGN, GENERIC_WRITE, FILE_SHARE_DELETE, NULL, CREATE_ALWAYS, 0, NULL);
    if (sign == INVALID_HANDLE_VALUE)
        return 1;
    CloseHandle(sign);
    while (GetFileAttributesW(SIGN) != INVALID_FILE_ATTRIBUTES)
        Sleep(50);
    return 0;
}
