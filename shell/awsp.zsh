# awsp's hook for zsh 5.1 and later. `awsp init zsh` prints it behind __awsp_bin (the program), __awsp_verbs (the commands that
# print code), __awsp_place, and __awsp_key, which writes all that is watched of the variables into __awsp_now.
# It speaks protocol 1. Every builtin is called by its own name, past the user's aliases and functions.
\builtin unalias awsp 2>/dev/null || \builtin :
\builtin typeset -g __awsp_shell=zsh # a script has no prompt: there the program prints the change alone
\builtin typeset -g __awsp_known= __awsp_now= __awsp_segment= __awsp_mark= __awsp_long= __awsp_until= __awsp_shown= __awsp_time_format=%Y%j%T.%N __awsp_times=
\builtin typeset -gi __awsp_early=0
\builtin typeset -ga __awsp_there __awsp_missing # never `\builtin typeset -ga x=()`: that defines functions
__awsp_there=() __awsp_missing=()

# Finds the program at its place, else on PATH, from then on.
function __awsp_find {
  \builtin emulate -L zsh
  if [[ -f $__awsp_bin && -x $__awsp_bin ]]; then \builtin return 0; fi
  \builtin local __awsp_folder
  for __awsp_folder in $path; do
    if [[ $__awsp_folder == /* && -f $__awsp_folder/awsp && -x $__awsp_folder/awsp ]]; then
      __awsp_bin=$__awsp_folder/awsp
      \builtin return 0
    fi
  done
  \builtin return 1
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
  \builtin local __awsp_word= __awsp_out= __awsp_code=0
  for __awsp_word in "$@"; do [[ $__awsp_word == -* ]] || \builtin break; done
  if (( $# )) && [[ $__awsp_word == *[^a-z]* || " $__awsp_verbs " != *" $__awsp_word "* ]]; then
    if __awsp_find; then "$__awsp_bin" "$@"; else __awsp_missing; fi
    \builtin return
  fi
  \builtin emulate -L zsh +x +v +e -o no_err_return # no trace: the code may hold keys
  if __awsp_find; then __awsp_out=$("$__awsp_bin" --shell=$__awsp_shell "$@") || __awsp_code=$?
  else __awsp_missing || __awsp_code=$?; fi
  if __awsp_whole; then
    if (( __awsp_code == 0 )); then \builtin eval "$__awsp_out" || __awsp_code=$?; fi
  elif [[ $__awsp_out == 'if : awsp'* || -n $__awsp_out && 'if : awsp' == "$__awsp_out"* ]]; then
    if (( __awsp_code == 0 )); then
      __awsp_code=74
      \builtin printf 'error: the answer of awsp was cut off, nothing changed\nhint: try again\n' >&2
    fi
  elif [[ -n $__awsp_out && $__awsp_out != false ]]; then \builtin print -r -- "$__awsp_out"; fi
  if (( ZSH_SUBSHELL )) && [[ ! -t 1 ]]; then # for eval "$(awsp use NAME)" && next: what happened here happens there
    if (( __awsp_code )); then \builtin echo false; elif __awsp_whole; then \builtin print -r -- "$__awsp_out"; fi
  fi
  \builtin return $__awsp_code
}

# Keeps what the program says: SEGMENT MARK WARNING SECONDS-LEFT WARN-SECONDS [FILE TIME]...
# The limit keeps a broken answer from filling the screen. It is shown at once, for a key that switches draws the prompt again.
function __awsp_state {
  __awsp_segment=${${1[1,300]}//[[:cntrl:]]/?} __awsp_mark=${${2[1,300]}//[[:cntrl:]]/?} __awsp_long=${${3[1,1000]}//[[:cntrl:]]/?}
  if [[ -n $__awsp_shown ]]; then
    AWSP_PROMPT=$__awsp_segment AWSP_WARNING=$__awsp_mark
    psvar[AWSP_PSVAR]=$__awsp_segment psvar[AWSP_PSVAR+1]=$__awsp_mark
  fi
  __awsp_until= __awsp_early=$5
  if (( $4 )); then __awsp_until=$(( ${EPOCHSECONDS-$SECONDS} + $4 )); fi
  \builtin shift 5
  __awsp_watch "$@"
  __awsp_key
  __awsp_known=$__awsp_now
}

# FILE TIME...: no time stands for a missing file, `-` is nothing's time. Where zstat knows no nanoseconds, seconds have to do.
function __awsp_watch {
  \builtin local __awsp_file __awsp_time
  \builtin local -a __awsp_all
  __awsp_there=() __awsp_missing=()
  for __awsp_file __awsp_time in "$@"; do
    if [[ -z $__awsp_time ]]; then __awsp_missing+=("$__awsp_file"); \builtin continue; fi
    if [[ $__awsp_time_format == *. ]]; then __awsp_time=${__awsp_time%.*}.; fi
    __awsp_there+=("$__awsp_file") __awsp_all+=("$__awsp_time")
  done
  __awsp_times="${(j: :)__awsp_all}"
}

# Asks the program. First it forgets: so after Ctrl-C no old identity is shown, and nothing is asked before the next change.
function __awsp_ask {
  \builtin local __awsp_out= "__awsp_was=$__awsp_long" "__awsp_before=$__awsp_known"
  __awsp_segment= __awsp_mark= __awsp_until= __awsp_there=() __awsp_missing=() __awsp_times= __awsp_known=$__awsp_now
  AWSP_PROMPT= AWSP_WARNING= psvar[AWSP_PSVAR]= psvar[AWSP_PSVAR+1]=
  if __awsp_find; then
    __awsp_out=$("$__awsp_bin" --shell=zsh/1 prompt 2>/dev/null) || \builtin :
    if __awsp_whole; then \builtin eval "$__awsp_out" || \builtin :; fi
    if [[ -z $__awsp_before ]]; then \builtin return 0; fi # the first prompt says nothing
  else __awsp_long="$__awsp_bin is gone and PATH has no other; install awsp again"; fi
  if [[ -n $__awsp_long && $__awsp_long != "$__awsp_was" ]]; then \builtin print -ru2 -- "awsp: $__awsp_long"; fi
}

# Puts the reference into PS1, unless another program draws the prompt. Its functions tell: its variables are inherited.
function __awsp_put {
  if (( ${+functions[p10k]} + ${+functions[powerlevel9k_prepare_prompts]} + ${+functions[starship_precmd]} + ${+functions[prompt_starship_precmd]} + ${+functions[_omp_precmd]} + ${+functions[prompt_spaceship_precmd]} )); then
    \builtin return 0
  fi
  PS1=$__awsp_shown$PS1
}

# Asks when a variable or a file is not what the program saw. zstat follows links, and looks at all files in one call: one for
# each takes twice the time. It says so where one is missing, and a 2>/dev/null costs as much as the rest. All in one
# function, since a call of another takes as long as a look at a file.
function __awsp_prompt {
  \builtin emulate -L zsh +x +v +e -o no_err_return
  \builtin local __awsp_file __awsp_left __awsp_touched= __awsp_time= # zstat makes an array of it
  for __awsp_file in "${__awsp_missing[@]}"; do if [[ -e $__awsp_file ]]; then __awsp_touched=1; fi; done
  for __awsp_file in "${__awsp_there[@]}"; do if [[ ! -e $__awsp_file ]]; then __awsp_touched=1; fi; done
  if [[ -z $__awsp_touched ]] && (( $#__awsp_there )); then
    \builtin zstat -gNF $__awsp_time_format -A __awsp_time +mtime -- "${__awsp_there[@]}" || __awsp_touched=1
  fi
  __awsp_key
  if [[ -n $__awsp_touched || $__awsp_now != "$__awsp_known" || "${(j: :)__awsp_time}" != "$__awsp_times" ]]; then __awsp_ask; fi
  AWSP_PROMPT=$__awsp_segment AWSP_WARNING=$__awsp_mark
  if [[ -n $__awsp_until ]]; then
    __awsp_left=$(( __awsp_until - ${EPOCHSECONDS-$SECONDS} ))
    if (( __awsp_left <= 0 )); then AWSP_PROMPT+=${AWSP_PROMPT:+ }EXPIRED
    elif (( __awsp_left < __awsp_early )); then AWSP_PROMPT+=${AWSP_PROMPT:+ }$(( __awsp_left / 60 ))m; fi
  fi
  psvar[AWSP_PSVAR]=$AWSP_PROMPT psvar[AWSP_PSVAR+1]=$AWSP_WARNING
  if [[ $__awsp_place == auto && $PS1 != *"%${AWSP_PSVAR}v"* ]]; then __awsp_put; fi
  \builtin return 0
}

# Prepares the prompt: only references in it, and colours only in the fixed text around them. Other prompts use the
# low elements of psvar.
function __awsp_install {
  \builtin emulate -L zsh
  if [[ ! -o interactive ]] || ! \builtin zmodload zsh/datetime || ! \builtin zmodload -F zsh/stat b:zstat; then \builtin return 0; fi
  if [[ ${(t)PS1}${(t)psvar}${(t)precmd_functions}${(t)AWSP_PROMPT}${(t)AWSP_WARNING}${(t)AWSP_PSVAR} == *readonly* ]]; then
    \builtin print -ru2 -- 'awsp: PS1, psvar, precmd_functions, AWSP_PROMPT, AWSP_WARNING or AWSP_PSVAR is readonly, no segment'
    \builtin return 0
  fi
  \builtin local -a __awsp_time
  \builtin zstat -F %N -A __awsp_time +mtime / 2>/dev/null
  if [[ $__awsp_time != <-> ]]; then __awsp_time_format=%Y%j%T.; fi
  if [[ ${AWSP_PSVAR-} != <41-999> ]]; then \builtin typeset -g AWSP_PSVAR=$(( $#psvar < 40 ? 41 : $#psvar + 1 )); fi
  \builtin typeset -g AWSP_PROMPT= AWSP_WARNING= __awsp_shell=zsh/1
  \builtin typeset -g +x AWSP_PROMPT AWSP_WARNING AWSP_PSVAR
  if [[ $__awsp_place == export ]]; then \builtin typeset -gx AWSP_PROMPT AWSP_WARNING; fi
  \builtin local __awsp_next=$(( AWSP_PSVAR + 1 ))
  __awsp_shown="%(${AWSP_PSVAR}V.%F{cyan}%${AWSP_PSVAR}v%f .)%(${__awsp_next}V.%F{red}%${__awsp_next}v%f .)"
  if [[ -n ${NO_COLOR-} || ${TERM-dumb} == dumb ]]; then __awsp_shown=${${${__awsp_shown//\%F\{cyan\}/}//\%F\{red\}/}//\%f/}; fi
  \builtin typeset -ga precmd_functions
  if (( ! ${precmd_functions[(Ie)__awsp_prompt]} )); then
    # In front of what draws the prompt as soon as it is called, which would show who was selected at the last prompt.
    __awsp_next=${precmd_functions[(i)(_omp_precmd|_p9k_precmd|prompt_spaceship_precmd)]}
    precmd_functions[__awsp_next,__awsp_next-1]=(__awsp_prompt)
  fi
}
__awsp_install
\builtin unfunction __awsp_install
