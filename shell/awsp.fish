# awsp hook for fish 3.6 and later. Before it: __awsp_bin __awsp_verbs __awsp_often __awsp_seldom __awsp_secrets __awsp_place
builtin functions -e awsp
set -g __awsp_shell fish # a script has no prompt: there the binary prints the change alone
set -g __awsp_missing '' # the path that has been reported as gone

# Finds the binary; one that is gone is looked up once in PATH.
function __awsp_find
    test -x "$__awsp_bin" -a ! -d "$__awsp_bin"; and return
    set -l found (command -s awsp)
    and set -g __awsp_bin $found[1]
end

function awsp
    set -l __awsp_word
    for __awsp_word in $argv
        string match -q -- '-*' $__awsp_word; or break
    end
    if not __awsp_find
        builtin printf '%s\n' "error: $__awsp_bin is gone" 'hint: install awsp again, or start a new shell' >&2
        builtin contains -- "$__awsp_word" $__awsp_verbs; and status is-command-substitution; and builtin echo false
        return 127
    end
    if set -q argv[1]; and not builtin contains -- "$__awsp_word" $__awsp_verbs
        $__awsp_bin $argv
        return
    end
    set -l __awsp_out ($__awsp_bin --shell=$__awsp_shell $argv)
    set -l __awsp_code $status
    if test $__awsp_code -ne 0
        # what else it said is no answer
    else if __awsp_whole $__awsp_out
        builtin eval $__awsp_out
        set __awsp_code $status
    else if __awsp_begun "$__awsp_out[1]"
        builtin printf '%s\n' 'error: the answer of awsp was cut off, nothing changed' >&2
        set __awsp_code 74
    else if set -q __awsp_out[1]
        builtin printf '%s\n' $__awsp_out
    end
    # For eval (awsp use NAME); and next: eval of nothing would succeed.
    test $__awsp_code -ne 0; and status is-command-substitution; and builtin echo false
    return $__awsp_code
end

# Whether these lines are one whole change, with both ends of the marker.
function __awsp_whole
    test (builtin count $argv) -eq 1; and string match -q -- 'begin; : awsp; *; end' $argv[1]
end

# Whether a change begins like this, however early it was cut off.
function __awsp_begun
    set -l marker 'begin; : awsp; '
    set -l length (string length -- "$argv[1]")
    test $length -gt 0; and test (string sub -l 15 -- $argv[1]) = (string sub -l $length -- $marker)
end

# What cannot see that a file changed shows nobody rather than the wrong one. No `return`: before 3.4 there is none here.
if status is-interactive; and not test / -nt /- 2>/dev/null
    builtin printf 'awsp: fish %s has no segment, for it cannot see that a file changed; 3.6 can\n' $version >&2
else if status is-interactive
    set __awsp_shell fish/1
    for __awsp_name in known now segment mark warning
        set -g __awsp_$__awsp_name
    end
    set -g __awsp_newer ''
    set -g __awsp_until 0
    set -g __awsp_warn 0
    set -g __awsp_quiet event prompt # the first prompt says nothing
    set -g __awsp_scope -gu
    test $__awsp_place = export; and set __awsp_scope -gx
    set -g __awsp_colours '' '' ''
    if not set -q NO_COLOR[1]; and not builtin contains -- "$TERM" '' dumb
        set -g __awsp_colours (builtin set_color cyan) (builtin set_color yellow) (builtin set_color normal)
    end
    set -q __awsp_depth; or set -g __awsp_depth 0

    # What tells one set of variables from another: how many are not exported, each name and the value if it is set, how many
    # secrets are set and how long they are. Written out once: a loop would cost more than the rest of the hook. The value is a
    # word of its own, which takes half the time; those that are seldom set are only written where there is one, and lengths,
    # which take a pipe, where there is a secret.
    builtin eval "function __awsp_key
        set -qx $__awsp_often
        set -g __awsp_now \$status "(for __awsp_name in $__awsp_often; builtin printf '%s= $%s ' $__awsp_name $__awsp_name; end)"
        set -q $__awsp_seldom $__awsp_secrets
        test \$status -eq "(builtin count $__awsp_seldom $__awsp_secrets)"; and return
        set -qx $__awsp_seldom $__awsp_secrets
        set -a __awsp_now \$status "(for __awsp_name in $__awsp_seldom; builtin printf '%s= $%s ' $__awsp_name $__awsp_name; end)"
        set -q $__awsp_secrets
        test \$status -eq "(builtin count $__awsp_secrets)"; and return
        set -q $__awsp_secrets
        set -a __awsp_now \$status (string length -- "(for __awsp_name in $__awsp_secrets; builtin printf '"$%s" ' $__awsp_name; end)")
    end"

    # SEGMENT MARK WARNING SECONDS-LEFT WARN-SECONDS [FILE STAMP]... Whatever they are, the terminal gets one line of bounded
    # length.
    function __awsp_state
        set -l text (string replace -ra -- '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]' '?' $argv[1..3])
        set -g __awsp_segment (string sub -l 300 -- $text[1])
        set -g __awsp_mark (string sub -l 300 -- $text[2])
        set -g __awsp_warning $text[3]
        set -g __awsp_until $argv[4]
        set -g __awsp_warn $argv[5]
        __awsp_watch $argv[6..-1]
        __awsp_clock_start
        __awsp_show
        __awsp_key
        set -g __awsp_known $__awsp_now
    end

    # Keeps what the next prompts show, in front of a countdown if there is one: so an unchanged prompt need not put it together.
    function __awsp_show
        set $__awsp_scope AWSP_PROMPT "$__awsp_segment$argv[1]"
        set $__awsp_scope AWSP_WARNING "$__awsp_mark"
        set -g __awsp_shown
        test -n "$AWSP_PROMPT"; and set -a __awsp_shown "$__awsp_colours[1]$AWSP_PROMPT$__awsp_colours[3] "
        test -n "$AWSP_WARNING"; and set -a __awsp_shown "$__awsp_colours[2]$AWSP_WARNING$__awsp_colours[3] "
    end

    # Keeps what `test` has to be asked to know whether a file is not as old as its stamp, or is there though it has none: once,
    # for each time takes as long as to look at three files. An empty word is nothing newer.
    function __awsp_watch
        set -g __awsp_newer ''
        while set -q argv[1]
            if test -n "$argv[2]"
                set -a __awsp_newer -o $argv[1] -nt $argv[2] -o $argv[1] -ot $argv[2]
            else
                set -a __awsp_newer -o -e $argv[1]
            end
            set -e argv[1..2]
        end
    end

    # Turns the seconds left into a time.
    function __awsp_clock_start
        test $__awsp_until -eq 0; or set -g __awsp_until (builtin math $__awsp_until + (__awsp_time))
    end

    # fish has no clock, but a file's time and its age add up to one. An older fish, which needs no more than the function awsp,
    # would refuse all of this for the name of a builtin that it does not know.
    function __awsp_time
        set -l path path
        builtin math (builtin $path mtime -- /) + (builtin $path mtime -R -- /)
    end

    # First forgets: even after Ctrl-C no old identity is shown, and it is not asked again before the next change.
    function __awsp_ask
        set -l was "$__awsp_warning"
        set -g __awsp_segment
        set -g __awsp_mark
        set -g __awsp_warning
        set -g __awsp_until 0
        set -g __awsp_newer ''
        __awsp_show
        set -g __awsp_known $__awsp_now
        if __awsp_find
            set -g __awsp_missing ''
            set -l out ($__awsp_bin --shell=fish/1 prompt 2>/dev/null)
            and __awsp_whole $out
            and builtin eval $out
        else if test "$__awsp_missing" != "$__awsp_bin"
            set -g __awsp_missing $__awsp_bin
            builtin printf 'awsp: %s is gone; install awsp again, or start a new shell\n' $__awsp_bin >&2
        end
        if test -n "$__awsp_warning" -a "$__awsp_warning" != "$was"; and not set -q __awsp_quiet[1]
            builtin printf 'awsp: %s\n' "$__awsp_warning" >&2
        end
    end

    # In an event handler $status and $pipestatus stay what they were. Handlers run in the order of their definition, and those
    # of others change variables, such as direnv's: so this one is defined anew each time, to be the last.
    function __awsp_join
        function __awsp_event --on-event fish_prompt
            set -q __awsp_quiet[1]; and set -e __awsp_quiet[1]
            __awsp_update
            if set -q __awsp_drawn
                set -e __awsp_drawn
            else if test $__awsp_place = auto
                __awsp_wrap
            end
            __awsp_join
        end
    end
    __awsp_join

    function __awsp_update
        __awsp_key
        test "$__awsp_now" != "$__awsp_known" -o $__awsp_newer; and __awsp_ask
        test $__awsp_until -eq 0; and return
        set -l seconds (builtin math $__awsp_until - (__awsp_time))
        if test $seconds -le 0
            __awsp_show ' EXPIRED'
        else if test $seconds -lt $__awsp_warn
            __awsp_show " "(builtin math "floor($seconds / 60)")m
        end
    end

    function __awsp_status
        return $argv[1]
    end

    # Puts the segment in front of the prompt, unless the prompt is a program or places the segment itself. A theme that is loaded
    # later puts another function in its place: then nothing has drawn the segment, and before the next prompt it is put again.
    function __awsp_wrap
        builtin functions -q fish_prompt; or function fish_prompt
            builtin printf '> '
        end
        set -l text (builtin functions fish_prompt)
        string match -q -- '*__awsp_level*' $text; and return
        if string match -qr -- '(?i:starship)|_omp_|omp_status|_tide_|AWSP_PROMPT|AWSP_WARNING' $text
            set -g __awsp_place manual
            return
        end
        set -g __awsp_depth (builtin math $__awsp_depth + 1)
        builtin functions -c fish_prompt __awsp_prompt_$__awsp_depth
        set -l __awsp_level $__awsp_depth
        set -g __awsp_drawn # at the first prompt others may have put this one into theirs
        # A virtualenv may wrap this one again, and the hook may then wrap that: only the outermost prints.
        function fish_prompt --inherit-variable __awsp_level
            set -l __awsp_codes $pipestatus
            set -g __awsp_drawn
            if not set -q __awsp_inner
                set -q __awsp_quiet[1]; and __awsp_update # in the first prompt, others may have come later
                builtin printf '%s' $__awsp_shown
            end
            set -lx __awsp_inner $__awsp_level
            # Only a pipeline written out here sets $pipestatus for the next command; one inside eval or a function does not.
            if not set -q __awsp_codes[2]
                __awsp_status $__awsp_codes
            else if not set -q __awsp_codes[3]
                __awsp_status $__awsp_codes[1] | __awsp_status $__awsp_codes[2]
            else
                __awsp_status $__awsp_codes[1] | __awsp_status $__awsp_codes[2] | __awsp_status $__awsp_codes[-1]
            end
            __awsp_prompt_$__awsp_level $argv # fish 4.1 asks with a word for the transient prompt
        end
    end

    __awsp_show
    test $__awsp_place = auto; and __awsp_wrap
end
