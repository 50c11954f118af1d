# Completes awsp in fish 3.4 and later; behind the hook, or alone in a folder of $fish_complete_path.
#
# The words come unquoted and are evaluated by nobody; fish quotes what it inserts.
function __awsp_complete
    set -l program $__awsp_bin
    test -f "$program" -a -x "$program"; or set program (command -s awsp); or return
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    $program --shell=fish complete -- $words[2..-1] "$word" 2>/dev/null
end
complete -e -c awsp
complete -c awsp -f -k -a '(__awsp_complete)'
