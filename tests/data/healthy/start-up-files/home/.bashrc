# ~/.bashrc
case $- in *i*) ;; *) return ;; esac

export EDITOR=vim PATH="$HOME/.local/bin:$PATH"
export AWS_PROFILE=dev AWS_PAGER="" # a default, `awsp use` changes it
export AWS_REGION=eu-west-1
# export AWS_ACCESS_KEY_ID=AKIARZPUZDIKGFADW22Y

alias aws='aws --no-cli-pager'
alias ll='ls -l'
alias prod='export AWS_PROFILE=production'

keys() {
    export AWS_ACCESS_KEY_ID="$1"
    export AWS_SECRET_ACCESS_KEY="$2"
}
nobody() { unset AWS_PROFILE; export AWS_ACCESS_KEY_ID=x; unset AWS_ACCESS_KEY_ID; }

complete -C /usr/local/bin/aws_completer aws
AWS_PROFILE=prod-reports command -v reports >/dev/null && reports
eval "$(command awsp init bash)"
