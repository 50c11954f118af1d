#!/bin/sh
# Plays awsp, as far as a hook can tell. Files beside it say what it does:
# prompt: the answer to `prompt`; watch: the files it was made from; young: they changed just now.
here=${0%/*}
printf '%s\n' "$*" >>"$here/calls"
shell=
while :; do
  case ${1-} in
  --shell=*) shell=${1#--shell=} ;;
  --color=*) ;;
  *) break ;;
  esac
  shift
done

# Prints the watched files, each with what the shell compares it with.
watched() {
  [ -f "$here/watch" ] || return
  while read -r file; do
    if [ -e "$here/young" ]; then
      case $shell in bash*) seen="''" ;; *) seen=- ;; esac
    elif [ ! -e "$file" ]; then
      seen="''"
    else
      seen=$(date -u -r "$file" +%Y%j%T.%N)
      case $shell in bash*)
        touch -r "$file" "$here/$seen"
        seen=$here/$seen
        ;;
      esac
    fi
    printf " '%s' %s" "$file" "$seen"
  done <"$here/watch"
}

state() {
  case $shell in */1) ;; *) return ;; esac
  if [ "${2:-set}" = set ] && [ "${AWS_ACCESS_KEY_ID+x}" ]; then
    printf "; __awsp_state '%s' '! keys' 'AWS_ACCESS_KEY_ID overrides the profile' 0 900%s" "$1" "$(watched)"
  else
    printf "; __awsp_state '%s' '' '' 0 900%s" "$1" "$(watched)"
  fi
}

change() {
  printf 'if : awsp && (\\builtin unset AWS_PROFILE AWS_ACCESS_KEY_ID && \\builtin test -z "${AWS_ACCESS_KEY_ID+x}") 2>/dev/null; '
  printf 'then \\builtin export AWS_PROFILE=%s; \\builtin unset AWS_ACCESS_KEY_ID%s; ' "$1" "$(state "$1" unset)"
  printf 'else \\builtin echo error: a variable is readonly >&2; \\builtin false; fi\n'
}

use() {
  case ${1-picked} in
  nope)
    echo 'error: no profile named nope' >&2
    case $shell in */1) ;; *) echo false ;; esac
    exit 3
    ;;
  slow)
    echo working >&2
    exec sleep 300
    ;;
  cut) change cut | head -c 60 ;;
  cut-early) change cut | head -c 4 ;;
  two-lines) printf 'if : awsp; then :\nexport AWS_PROFILE=two; fi\n' ;;
  late)
    change late
    exit 5
    ;;
  --help | -h) echo 'Usage: awsp use' ;;
  *) change "${1-picked}" ;;
  esac
}

case ${1-use} in
use) shift $(($# > 0)) && use "$@" ;;
prompt)
  if [ -f "$here/prompt" ]; then cat "$here/prompt"; else printf 'if : awsp%s; fi\n' "$(state "${AWS_PROFILE-none}" | sed 's/^;/; then/')"; fi
  ;;
args)
  shift
  for word; do printf '<%s>' "$word"; done
  echo
  exit 42
  ;;
streams) [ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo 'three terminals' ;;
why) cat ;;
sleep)
  echo working
  exec sleep 300
  ;;
*)
  printf 'ran'
  printf '<%s>' "$@"
  echo
  ;;
esac
