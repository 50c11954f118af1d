# shellcheck shell=bash
# Completes awsp in bash 3.2 and later; behind the hook, or alone in a file of completions.
#
# readline's words are cut at `:` and still quoted. So the program reads the line itself, as data, and answers with text
# that is quoted as the word was begun.
function __awsp_complete {
  \builtin local IFS=$'\n' __awsp_glob='' __awsp_program=${__awsp_bin-}
  if [[ ! -f $__awsp_program || ! -x $__awsp_program ]]; then
    __awsp_program=$(\builtin type -P awsp) || \builtin return 0
  fi
  case $- in *f*) ;; *)
    { \builtin local - || __awsp_glob=f; } 2>/dev/null
    \builtin set -f
    ;;
  esac
  # ble.sh takes a candidate for a name that is not quoted yet, unless its own compopt is told.
  if [[ ${BLE_VERSION-} ]]; then \compopt -o ble/syntax-raw 2>/dev/null || \builtin :; fi
  # shellcheck disable=SC2207 # a candidate a line; mapfile is unknown to bash 3.2
  COMPREPLY=($("$__awsp_program" --shell=bash complete --line="${COMP_LINE:0:COMP_POINT}" --word="${2-}" 2>/dev/null)) || \builtin :
  if [[ $__awsp_glob ]]; then \builtin set +f; fi
}
# bash before 4.4 knows no `nosort`, and one without programmable completion no `complete`.
\builtin complete -o nosort -F __awsp_complete awsp 2>/dev/null || \builtin complete -F __awsp_complete awsp 2>/dev/null || \builtin :
