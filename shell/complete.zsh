#compdef awsp
# Completes awsp in zsh 5.1 and later; behind the hook, or alone as `_awsp` in a folder of $fpath.
#
# The words are unquoted, which evaluates nothing in them; compadd quotes what it inserts.
function _awsp {
  \builtin local __awsp_program=${__awsp_bin-} __awsp_word=$PREFIX __awsp_line
  \builtin local -a __awsp_found __awsp_plain __awsp_values __awsp_shown
  if [[ ! -f $__awsp_program || ! -x $__awsp_program ]]; then
    __awsp_program=$(\builtin whence -p awsp) || \builtin return 1
  fi
  if [[ -z ${compstate[quote]-} ]]; then __awsp_word=${(Q)PREFIX}; fi
  __awsp_found=("${(@f)$("$__awsp_program" --shell=zsh complete -- "${(@Q)words[2,CURRENT-1]}" "$__awsp_word" 2>/dev/null)}")
  __awsp_plain=("${(@)${(@)__awsp_found:#*$'\t'*}:#}")
  for __awsp_line in "${(@M)__awsp_found:#*$'\t'*}"; do
    __awsp_values+=("${__awsp_line%%$'\t'*}")
    __awsp_shown+=("${(r:14:)${__awsp_line%%$'\t'*}} -- ${__awsp_line#*$'\t'}")
  done
  __awsp_line=1
  if (( ${#__awsp_plain} )); then compadd -V awsp -- "${(@)__awsp_plain}" && __awsp_line=0; fi
  if (( ${#__awsp_values} )); then compadd -V awsp-described -l -d __awsp_shown -- "${(@)__awsp_values}" && __awsp_line=0; fi
  \builtin return $__awsp_line
}

# Registers it as soon as there is a compinit to do it with: at once, or before one of the next prompts.
function __awsp_register {
  \builtin emulate -L zsh
  if (( ${+functions[compdef]} )); then
    compdef _awsp awsp
    precmd_functions=("${(@)precmd_functions:#__awsp_register}")
  elif [[ -o interactive && ${(t)precmd_functions} != *readonly* ]] && (( ! ${precmd_functions[(Ie)__awsp_register]} )); then
    precmd_functions+=(__awsp_register)
  fi
}
# compinit has loaded this file as the function itself, or it stands behind the hook.
if [[ ${funcstack[1]-} == _awsp || ${funcstack[0]-} == _awsp ]]; then _awsp "$@"; else __awsp_register; fi
