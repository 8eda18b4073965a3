; The setup program for one person: no administrator, no network. Built by nsis_setup.py, which defines what is in
; capitals below and writes the lists of files.
;
; Silent: /S, into another folder: /D=... (last, without quotes). Exit codes:
;   0 done   1 given up by the person   2 a file could not be written   3 the program runs   4 a newer version is there
;   5 not enough room   6 this Windows is too old   7 an MSI package put the program here

Unicode true
Target ${TARGET}
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
SetCompressorDictSize 64
SetDateSave off
AllowSkipFiles off
ShowInstDetails hide
ShowUninstDetails hide
BrandingText "${TITLE} ${VERSION}"

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh

!define OWN_KEY "Software\${TITLE}"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\SituationBoard"
!define UNINSTALLER "uninstall.exe"
!define PROG_ID "SituationBoard.Document"
!define EXTENSION_KEY "Software\Classes\.sitboard"
!define PROG_ID_KEY "Software\Classes\${PROG_ID}"
!define SHORTCUT "$SMPROGRAMS\${TITLE}.lnk"

!define REFUSED_RUNNING 3
!define REFUSED_NEWER 4
!define REFUSED_ROOM 5
!define REFUSED_WINDOWS 6
!define REFUSED_MSI 7

Name "${TITLE}"
OutFile "${OUT_FILE}"
InstallDir "$LOCALAPPDATA\Programs\${TITLE}"
InstallDirRegKey HKCU "${OWN_KEY}" "InstallFolder"

VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey ProductName "${TITLE}"
VIAddVersionKey FileDescription "${TITLE} setup"
VIAddVersionKey CompanyName "${PUBLISHER}"
VIAddVersionKey LegalCopyright "${COPYRIGHT}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Arabic"
!include "strings.nsh"

Var Former       ; the folder of the version that is there
Var Folder       ; the folder that is looked into
Var IsHeld       ; 1: a program in that folder runs

; In silence the exit code says it; otherwise a sentence does.
!macro RefuseBecause MESSAGE CODE
  MessageBox MB_OK|MB_ICONEXCLAMATION "${MESSAGE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; A running program cannot be opened for writing. Scanners of viruses hold files for a moment, so it is tried again.
!macro DefineLooking PREFIX
Function ${PREFIX}LookIfHeld
  Push $0
  Push $1
  Push $2
  Push $3
  StrCpy $IsHeld 0
  FindFirst $0 $1 "$Folder\*.exe"
  ${DoWhile} $1 != ""
    ${If} $1 != "${UNINSTALLER}"
      StrCpy $2 0
      ${Do}
        ClearErrors
        FileOpen $3 "$Folder\$1" a
        ${IfNot} ${Errors}
          FileClose $3
          ${ExitDo}
        ${EndIf}
        IntOp $2 $2 + 1
        ${If} $2 > 3
          StrCpy $IsHeld 1
          ${ExitDo}
        ${EndIf}
        Sleep 300
      ${Loop}
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  ClearErrors
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; Goes on when nothing in $Folder runs. A person may close the program and try again.
Function ${PREFIX}WaitUntilFree
  ${Do}
    Call ${PREFIX}LookIfHeld
    ${If} $IsHeld == 0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsRunning)" /SD IDCANCEL IDRETRY again
    SetErrorLevel ${REFUSED_RUNNING}
    Quit
    again:
  ${Loop}
FunctionEnd
!macroend
!insertmacro DefineLooking ""
!insertmacro DefineLooking "un."

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro RefuseBecause "$(TooOld)" ${REFUSED_WINDOWS}
  ${EndIf}
  ReadRegStr $Former HKCU "${OWN_KEY}" "InstallFolder"
  Call RefuseBesideMsi
  Call RefuseDowngrade
  StrCpy $Folder $Former
  ${If} $Folder != ""
    Call WaitUntilFree
  ${EndIf}
FunctionEnd

Function RefuseBesideMsi
  ReadRegStr $0 HKCU "${OWN_KEY}" "InstalledBy"
  ReadRegStr $1 HKLM "${OWN_KEY}" "InstalledBy"
  ${If} $0 == "msi"
  ${OrIf} $1 == "msi"
    !insertmacro RefuseBecause "$(IsMsi)" ${REFUSED_MSI}
  ${EndIf}
FunctionEnd

Function RefuseDowngrade
  ReadRegStr $0 HKCU "${OWN_KEY}" "VersionNumbers"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION_NUMBERS}" $1
    ${If} $1 == 1
      ReadRegStr $0 HKCU "${OWN_KEY}" "Version"
      !insertmacro RefuseBecause "$(IsNewer)" ${REFUSED_NEWER}
    ${EndIf}
  ${EndIf}
FunctionEnd

; The folder may have been changed by now, and the program started.
Function LookOnceMore
  StrCpy $Folder $INSTDIR
  Call WaitUntilFree
  ${If} $Former != ""
    StrCpy $Folder $Former
    Call WaitUntilFree
  ${EndIf}
  ${GetRoot} "$INSTDIR" $0
  ClearErrors
  ${DriveSpace} "$0\" "/D=F /S=K" $1
  ${IfNot} ${Errors}
  ${AndIf} $1 < ${NEEDED_KB}
    !insertmacro RefuseBecause "$(NoRoom)" ${REFUSED_ROOM}
  ${EndIf}
  ClearErrors
FunctionEnd

; Only the version that is there knows which files it brought. Run from elsewhere it waits, and can be deleted.
Function RemoveFormer
  ${If} $Former != ""
  ${AndIf} ${FileExists} "$Former\${UNINSTALLER}"
    InitPluginsDir
    CopyFiles /SILENT "$Former\${UNINSTALLER}" "$PLUGINSDIR\former.exe"
    ExecWait '"$PLUGINSDIR\former.exe" /S /UPGRADE _?=$Former' $0
    ${If} $0 != 0
      SetErrorLevel $0
      Abort "$(FormerStays)"
    ${EndIf}
  ${EndIf}
FunctionEnd

; What can remove the program comes first and the program itself last: whatever stops this in between, nothing that is
; half there can be started, and it can be removed or installed again.
Section
  Call LookOnceMore
  Call RemoveFormer
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  WriteRegStr HKCU "${OWN_KEY}" "InstallFolder" "$INSTDIR"
  WriteRegStr HKCU "${OWN_KEY}" "InstalledBy" "setup"
  WriteRegStr HKCU "${OWN_KEY}" "Version" "${VERSION}"
  WriteRegStr HKCU "${OWN_KEY}" "VersionNumbers" "${VERSION_NUMBERS}"
  Call ListAmongPrograms
  !include "${WORK}/install.nsh"
  SetOutPath "$INSTDIR"
  CreateShortcut "${SHORTCUT}" "$INSTDIR\${PROGRAM}"
  Call OpenFilesOfOurs
SectionEnd

Function ListAmongPrograms
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
FunctionEnd

Function OpenFilesOfOurs
  WriteRegStr HKCU "${PROG_ID_KEY}" "" "${DOCUMENT}"
  WriteRegStr HKCU "${PROG_ID_KEY}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${PROG_ID_KEY}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" open "%1"'
  WriteRegStr HKCU "${EXTENSION_KEY}" "" "${PROG_ID}"
  WriteRegStr HKCU "${EXTENSION_KEY}\OpenWithProgids" "${PROG_ID}" ""
  ${RefreshShellIcons}
FunctionEnd

Function un.onInit
  SetRegView 64
  StrCpy $Folder $INSTDIR
  Call un.WaitUntilFree
FunctionEnd

; Exactly what was installed: a file that somebody else put there stays, and so does its folder.
Section "Uninstall"
  !include "${WORK}/uninstall.nsh"
  Delete "$INSTDIR\${UNINSTALLER}"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE" $1
  ${If} ${Errors}
    Call un.Forget
  ${EndIf}
SectionEnd

; A newer version that takes this one's place keeps all that, and with it what a person pinned.
Function un.Forget
  Delete "${SHORTCUT}"
  DeleteRegKey HKCU "${PROG_ID_KEY}"
  DeleteRegValue HKCU "${EXTENSION_KEY}\OpenWithProgids" "${PROG_ID}"
  DeleteRegKey /ifempty HKCU "${EXTENSION_KEY}\OpenWithProgids"
  ReadRegStr $0 HKCU "${EXTENSION_KEY}" ""
  ${If} $0 == "${PROG_ID}"
    DeleteRegValue HKCU "${EXTENSION_KEY}" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${EXTENSION_KEY}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${OWN_KEY}"
  ${RefreshShellIcons}
FunctionEnd
