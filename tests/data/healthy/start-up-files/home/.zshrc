plugins=()
typeset -gA names
names=(a b)
if [[ -n $WORK ]]; then
  export AWS_PROFILE=${WORK_PROFILE:-dev}
fi
autoload -Uz bashcompinit && bashcompinit
eval "$(command awsp init zsh)"
