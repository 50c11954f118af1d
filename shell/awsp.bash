# shellcheck shell=bash
# awsp's hook for bash 3.2 and later. `awsp init bash` prints it behind __awsp_bin (the program), __awsp_verbs (the commands that
# print code), __awsp_place, and __awsp_key, which writes all that is watched of the variables into __awsp_now.
# It speaks protocol 1. Every builtin is called by its own name, past the user's aliases and functions.
# shellcheck disable=SC2154 # assigned in front of this file, or in a word behind `local` that is quoted because it splits there
\builtin unalias awsp 2>/dev/null || \builtin :
__awsp_shell=bash # a script has no prompt: there the program prints the change alone
__awsp_known='' __awsp_now='' __awsp_segment='' __awsp_long='' __awsp_until='' __awsp_early=0 __awsp_shown='' __awsp_newer=('')

# Finds the program at its place, else on PATH, from then on.
function __awsp_find {
  if [[ -f $__awsp_bin && -x $__awsp_bin ]]; then \builtin return 0; fi
  \builtin local __awsp_path=''
  \builtin hash -d awsp 2>/dev/null || \builtin :
  __awsp_path=$(\builtin type -P awsp) || \builtin :
  if [[ $__awsp_path != /* ]]; then \builtin return 1; fi
  __awsp_bin=$__awsp_path
}

function __awsp_missing {
  \builtin printf 'error: %s is gone and PATH has no other awsp\nhint: install awsp again\n' "$__awsp_bin" >&2
  \builtin return 127
}

# Tells whether the answer in __awsp_out is code that arrived whole: one line with both ends.
function __awsp_whole {
  [[ $__awsp_out == 'if : awsp'[\ \;]*'; fi' && $__awsp_out != *$'\n'* ]]
}

function awsp {
  \builtin local __awsp_word='' __awsp_out='' __awsp_code=0 __awsp_trace=''
  for __awsp_word in "$@"; do [[ $__awsp_word == -* ]] || \builtin break; done
  if (($#)) && [[ $__awsp_word == *[!a-z]* || " $__awsp_verbs " != *" $__awsp_word "* ]]; then
    if __awsp_find; then "$__awsp_bin" "$@"; else __awsp_missing; fi
    \builtin return
  fi
  case $- in *[xv]*) { \builtin local - || __awsp_trace=$-; \builtin set +xv; } 2>/dev/null ;; esac # the code may hold keys
  # Without exec, bash 5.3 starts a second process to wait for the program.
  if __awsp_find; then __awsp_out=$(\builtin exec "$__awsp_bin" --shell="$__awsp_shell" "$@") || __awsp_code=$?
  else __awsp_missing || __awsp_code=$?; fi
  if __awsp_whole; then
    if ((__awsp_code == 0)); then \builtin eval "$__awsp_out" || __awsp_code=$?; fi
  elif [[ $__awsp_out == 'if : awsp'* || $__awsp_out && 'if : awsp' == "$__awsp_out"* ]]; then
    if ((__awsp_code == 0)); then
      __awsp_code=74
      \builtin printf 'error: the answer of awsp was cut off, nothing changed\nhint: try again\n' >&2
    fi
  elif [[ $__awsp_out && $__awsp_out != false ]]; then \builtin printf '%s\n' "$__awsp_out"; fi
  if ((BASH_SUBSHELL)) && [[ ! -t 1 ]]; then # for eval "$(awsp use NAME)" && next: what happened here happens there
    if ((__awsp_code)); then \builtin echo false; elif __awsp_whole; then \builtin printf '%s\n' "$__awsp_out"; fi
  fi
  case $__awsp_trace in *v*) \builtin set -v ;; esac
  case $__awsp_trace in *x*) \builtin set -x ;; esac
  \builtin return "$__awsp_code"
}

# Keeps what the program says: SEGMENT MARK WARNING SECONDS-LEFT WARN-SECONDS [FILE STAMP]...
# A stamp has exactly the time of its file. Readline corrupts its heap on a prompt of 64 KiB, hence the limit.
function __awsp_state {
  __awsp_segment=${1:0:300} AWSP_WARNING=${2:0:300} __awsp_long=${3:0:1000} __awsp_until='' __awsp_early=$5
  __awsp_segment=${__awsp_segment//[[:cntrl:]]/?} AWSP_PROMPT=$__awsp_segment AWSP_WARNING=${AWSP_WARNING//[[:cntrl:]]/?} __awsp_long=${__awsp_long//[[:cntrl:]]/?}
  if (($4)); then __awsp_until=$((${EPOCHSECONDS-$SECONDS} + $4)); fi
  \builtin shift 5
  __awsp_watch "$@"
  __awsp_key
  __awsp_known=$__awsp_now
}

# Keeps what `test` has to be asked to know whether a file is not as old as its stamp, or is there though it has none: once, for
# a loop takes twice the time. Its words are taken as names wherever they begin like a path; an empty one is nothing newer.
function __awsp_watch {
  __awsp_newer=('')
  while (($#)); do
    case $1 in /*) ;; *) \builtin set -- "./$1" "${@:2}" ;; esac
    if [[ $2 ]]; then __awsp_newer+=(-o "$1" -nt "$2" -o "$1" -ot "$2"); else __awsp_newer+=(-o -e "$1"); fi
    \builtin shift 2
  done
}

# Asks the program. First it forgets: so after Ctrl-C no old identity is shown, and nothing is asked before the next change.
function __awsp_ask {
  \builtin local __awsp_out='' "__awsp_was=$__awsp_long" "__awsp_before=$__awsp_known"
  __awsp_segment='' AWSP_PROMPT='' AWSP_WARNING='' __awsp_until='' __awsp_newer=('') __awsp_known=$__awsp_now
  if __awsp_find; then
    # The redirection is in the subshell: around it, it would outlive a Ctrl-C.
    __awsp_out=$(\builtin exec "$__awsp_bin" --shell=bash/1 prompt 2>/dev/null) || \builtin :
    if __awsp_whole; then \builtin eval "$__awsp_out" || \builtin :; fi
    if [[ ! $__awsp_before ]]; then __awsp_lead || \builtin :; \builtin return 0; fi # the first prompt says nothing
  else __awsp_long="$__awsp_bin is gone and PATH has no other; install awsp again"; fi
  if [[ $__awsp_long && $__awsp_long != "$__awsp_was" ]]; then \builtin printf 'awsp: %s\n' "$__awsp_long" >&2; fi
}

# Puts the reference into PS1, unless another program draws the prompt. Its functions tell: its variables are inherited.
# A theme that first goes to the start of the line would write over the segment.
function __awsp_put {
  \builtin local __awsp_start=''
  if \builtin declare -F starship_precmd || \builtin declare -F _omp_hook || ! \builtin shopt -q promptvars; then \builtin return 0; fi >/dev/null
  PS1=${PS1-}
  if [[ $PS1 == '\[\e[G\]'* ]]; then __awsp_start='\[\e[G\]'; fi
  PS1=$__awsp_start$__awsp_shown${PS1#"$__awsp_start"}
}

# starship draws the prompt as soon as it is called, and before that runs what it keeps here: so it shows who is selected now,
# and not at the last prompt. It keeps only element 0 of PROMPT_COMMAND as it was when starship was loaded, so the first
# prompt calls this again.
function __awsp_lead {
  \builtin declare -F starship_precmd >/dev/null || \builtin return 1
  # shellcheck disable=SC2016 # starship expands it
  if [[ ${STARSHIP_PROMPT_COMMAND-} != *__awsp_prompt* ]]; then STARSHIP_PROMPT_COMMAND+=$'\n"${__awsp_prompt-:}"'; fi
}

function __awsp_prompt {
  \builtin local "__awsp_status=$?" __awsp_i=0 __awsp_trace=''
  case $- in *[xv]*) { \builtin local - || __awsp_trace=$-; \builtin set +xv; } 2>/dev/null ;; esac # nobody debugs this
  __awsp_key
  if [[ $__awsp_now != "$__awsp_known" ]] || \builtin test "${__awsp_newer[@]}"; then __awsp_ask; fi
  AWSP_PROMPT=$__awsp_segment
  if [[ $__awsp_until ]]; then
    ((__awsp_i = __awsp_until - ${EPOCHSECONDS-$SECONDS}, 1))
    if ((__awsp_i <= 0)); then AWSP_PROMPT="${AWSP_PROMPT:+$AWSP_PROMPT }EXPIRED"
    elif ((__awsp_i < __awsp_early)); then AWSP_PROMPT="${AWSP_PROMPT:+$AWSP_PROMPT }$((__awsp_i / 60))m"; fi
  fi
  if [[ $__awsp_place == auto && ${PS1-} != *AWSP_PROMPT* ]]; then __awsp_put; fi
  case $__awsp_trace in *v*) \builtin set -v ;; esac
  case $__awsp_trace in *x*) \builtin set -x ;; esac
  case $- in *e*) \builtin return 0 ;; esac # bash itself gives $? back; a failure here would close the shell
  \builtin return "$__awsp_status"
}

function __awsp_free { \builtin local "$@"; } 2>/dev/null # a readonly variable cannot be made local

# shellcheck disable=SC2128,SC2178 # element 0 is meant
# Appends to what runs before each prompt. bash before 5.1 runs element 0 only, and scripts of old edit element 0. A shell
# that inherits an exported PROMPT_COMMAND has no such function: there the word is `:`.
function __awsp_join {
  # shellcheck disable=SC2016 # bash expands it before each prompt
  \builtin local IFS=' ' __awsp_word='"${__awsp_prompt-:}"'
  if __awsp_lead; then \builtin return 0; fi
  if [[ ${bash_preexec_imported-}${__bp_imported-} ]]; then
    case " ${precmd_functions[*]-} " in *' __awsp_prompt '*) ;; *) precmd_functions+=(__awsp_prompt) ;; esac
  elif [[ ${PROMPT_COMMAND[*]-} != *__awsp_prompt* ]]; then
    if [[ ${PROMPT_COMMAND[1]+array} ]] && ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] > 500)); then PROMPT_COMMAND+=("$__awsp_word")
    else PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}$__awsp_word; fi
  fi
}

# Prepares the prompt: only references in it, and colours only in the fixed text around them.
function __awsp_install {
  if ! __awsp_free PROMPT_COMMAND PS1 AWSP_PROMPT AWSP_WARNING; then
    \builtin printf 'awsp: PROMPT_COMMAND, PS1, AWSP_PROMPT or AWSP_WARNING is readonly, no segment\n' >&2
    \builtin return 0
  fi
  AWSP_PROMPT='' AWSP_WARNING='' __awsp_shell=bash/1 __awsp_prompt=__awsp_prompt
  # shellcheck disable=SC2016 # bash expands it whenever it shows PS1
  __awsp_shown='\[\e[${AWSP_PROMPT:+36}m\]${AWSP_PROMPT-}\[\e[0m\]${AWSP_PROMPT:+ }\[\e[${AWSP_WARNING:+31}m\]${AWSP_WARNING-}\[\e[0m\]${AWSP_WARNING:+ }'
  # shellcheck disable=SC2016 # the same
  if [[ ${NO_COLOR-} || ${TERM-dumb} == dumb ]]; then __awsp_shown='${AWSP_PROMPT-}${AWSP_PROMPT:+ }${AWSP_WARNING-}${AWSP_WARNING:+ }'; fi
  if [[ $__awsp_place == export ]]; then \builtin export AWSP_PROMPT AWSP_WARNING; else \builtin export -n AWSP_PROMPT AWSP_WARNING; fi
  __awsp_join
}

case $- in *i*) __awsp_install ;; esac
\builtin unset -f __awsp_install __awsp_join __awsp_free
