# Installs what `dev.py bundle` made for Windows as a person and an administrator do, lets each check itself, removes it.
# Run by the release workflow in the checkout, on a Windows that may be spoilt. IS_SIGNED says whether it should be signed.

$ErrorActionPreference = "Stop"
$folder = Join-Path $env:RUNNER_TEMP "installed"

function Test-Program([string] $Where) {
    python packaging/check_program.py $Where
    if ($LASTEXITCODE -ne 0) { throw "the program in $Where does not work" }
}

function Invoke-Silently([string] $Program, [string[]] $Arguments, [int[]] $Allowed = @(0)) {
    $ran = Start-Process -FilePath $Program -ArgumentList $Arguments -Wait -PassThru
    if ($Allowed -notcontains $ran.ExitCode) { throw "$Program $Arguments exits with $($ran.ExitCode)" }
}

function Assert-Gone([string] $Where) {
    foreach ($second in 1..60) {
        if (-not (Test-Path (Join-Path $Where "situation-board.exe"))) { return }
        Start-Sleep -Seconds 1
    }
    throw "$Where is still there after it was removed"
}

function Assert-Signed([string[]] $Files) {
    foreach ($file in $Files) {
        $found = Get-AuthenticodeSignature $file
        if ($env:IS_SIGNED -eq "true" -and $found.Status -ne "Valid") { throw "$file is not signed: $($found.StatusMessage)" }
    }
}

Assert-Signed (Get-Item dist/*-setup.exe, dist/*.msi)

$portable = Get-Item dist/*-portable.zip
Expand-Archive $portable $folder
$inside = Get-ChildItem $folder -Recurse -Filter situation-board.exe | Select-Object -First 1
Test-Program $inside.DirectoryName
Remove-Item $folder -Recurse -Force

$setup = Get-Item dist/*-setup.exe
Invoke-Silently $setup.FullName @("/S", "/D=$folder")
Test-Program $folder
Assert-Signed (Get-Item $folder\*.exe)
Invoke-Silently (Join-Path $folder "uninstall.exe") @("/S", "_?=$folder")
Assert-Gone $folder

foreach ($package in Get-Item dist/*.msi) {
    Invoke-Silently "msiexec.exe" @("/i", "`"$($package.FullName)`"", "/qn", "/norestart", "/l*v", "msi.log") @(0, 3010)
    $homes = "$env:LOCALAPPDATA\Programs\Situation Board", "$env:ProgramFiles\Situation Board"
    $found = $homes | Where-Object { Test-Path (Join-Path $_ "situation-board.exe") } | Select-Object -First 1
    if (-not $found) { Get-Content msi.log -Tail 60; throw "$($package.Name) installed nothing" }
    Test-Program $found
    Invoke-Silently "msiexec.exe" @("/x", "`"$($package.FullName)`"", "/qn", "/norestart") @(0, 3010)
    Assert-Gone $found
}
