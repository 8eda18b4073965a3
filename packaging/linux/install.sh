#!/bin/sh
# Installs Situation Board for one person, or with --everybody for all at this computer; --uninstall takes it away.
# Nothing is asked, nothing is fetched. Files and settings of people are never touched.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
everybody=no
remove=no

for argument in "$@"; do
    case $argument in
        --everybody) everybody=yes ;;
        --uninstall) remove=yes ;;
        *) echo "usage: install.sh [--everybody] [--uninstall]" >&2; exit 2 ;;
    esac
done

if [ "$everybody" = yes ]; then
    program=/opt/situation-board
    commands=/usr/local/bin
    data=/usr/local/share
else
    data=${XDG_DATA_HOME:-$HOME/.local/share}
    program=$HOME/.local/opt/situation-board
    commands=$HOME/.local/bin
fi

is_running() {
    for running in /proc/[0-9]*/exe; do
        case $(readlink "$running" 2>/dev/null || true) in
            "$program"/*) return 0 ;;
        esac
    done
    return 1
}

refuse_while_running() {
    if is_running; then
        echo "Situation Board is running. Close it, then do this again. Nothing was changed." >&2
        exit 1
    fi
}

tell_desktop() {
    if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" || true; fi
    if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$data/applications" || true; fi
    if command -v gtk-update-icon-cache >/dev/null; then
        gtk-update-icon-cache -q -t -f "$data/icons/hicolor" 2>/dev/null || true
    fi
}

# Copied under another name and renamed, so that there is never half a program.
copy_program() {
    mkdir -p "$(dirname -- "$program")"
    rm -rf "$program.new" "$program.old"
    cp -R "$here" "$program.new"
    # What made it portable, and what it kept for whoever carries the stick: an installed program keeps nothing here.
    rm -rf "$program.new/portable.toml" "$program.new/Situation Board data"
    if [ -e "$program" ]; then mv "$program" "$program.old"; fi
    mv "$program.new" "$program"
    rm -rf "$program.old"
}

add_to_desktop() {
    mkdir -p "$commands" "$data/applications" "$data/mime/packages"
    ln -sf "$program/situation-board" "$commands/situation-board"
    # A quoted argument of a desktop entry has a backslash before these four signs, and in the file two for each; last
    # come the signs that sed itself would read.
    quoted=$(printf '%s' "$program" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g' -e 's/[&|\\]/\\&/g')
    plain=$(printf '%s' "$program" | sed -e 's/\\/\\\\/g' -e 's/[&|\\]/\\&/g')
    sed -e "s|^Exec=\"@PROGRAM@|Exec=\"$quoted|; s|@PROGRAM@|$plain|" "$here/desktop/situation-board.desktop" \
        >"$data/applications/situation-board.desktop"
    cp "$here/desktop/situation-board-mime.xml" "$data/mime/packages/situation-board.xml"
    for icon in "$here"/desktop/icons/*; do
        size=$(basename -- "$icon")
        ending=png
        if [ "$size" = scalable ]; then ending=svg; fi
        mkdir -p "$data/icons/hicolor/$size/apps"
        cp "$icon/situation-board.$ending" "$data/icons/hicolor/$size/apps/"
    done
}

take_away() {
    rm -rf "$program" "$program.new" "$program.old"
    rm -f "$commands/situation-board" "$data/applications/situation-board.desktop" \
        "$data/mime/packages/situation-board.xml" "$data"/icons/hicolor/*/apps/situation-board.png \
        "$data"/icons/hicolor/*/apps/situation-board.svg
}

refuse_while_running
if [ "$remove" = yes ]; then
    take_away
    tell_desktop
    echo "Situation Board was removed. Situations and settings are where they were."
elif [ "$here" = "$program" ]; then
    add_to_desktop
    tell_desktop
    echo "Situation Board is installed in $program."
else
    copy_program
    add_to_desktop
    tell_desktop
    echo "Situation Board is installed in $program."
fi
