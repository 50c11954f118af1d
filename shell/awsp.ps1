# awsp hook for PowerShell 7 and Windows PowerShell 5.1. Before it: $global:__awsp_init
# Language and engine only: the first use of a cmdlet that lives in a module costs a shell 40 ms.
if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') {
    # Constrained Language refuses nearly every method call: no segment, and a failure can only be thrown.
    Remove-Item -Path Alias:awsp -Force -ErrorAction Ignore
    function global:awsp {
        $s = $global:__awsp_init
        $verb = ''
        foreach ($w in $args) { $verb = "$w"; if ($verb -notlike '-*') { break } }
        if ($args.Count -and $s.Verbs -cnotcontains $verb) {
            if ($MyInvocation.ExpectingInput) { $input | & $s.Bin @args } else { & $s.Bin @args }
        } else {
            $out = & $s.Bin --shell=powershell @args
            if ($global:LASTEXITCODE) { throw "awsp: exit code $global:LASTEXITCODE" }
            if ("$out" -notlike '<#awsp#>*') { $out }
            elseif ($out -is [string] -and $out -clike '<#awsp#>*}<#end#>') { Invoke-Expression $out }
            else { throw 'error: the answer of awsp was cut off, nothing changed' }
        }
    }
} else {
    & { # again and again: an AllScope alias has a copy in every scope; a Constant one stays
        for ($i = 0; $alias:awsp -and $i -lt 9; $i++) {
            try { $ExecutionContext.InvokeProvider.Item.Remove('Alias:awsp', $false, $true, $true) } catch { break }
        }
    }
    if (-not $ExecutionContext.SessionState.PSVariable.Get('global:LASTEXITCODE')) { $global:LASTEXITCODE = 0 }
    $global:AWSP_PROMPT = ''
    $global:AWSP_WARNING = ''
    $global:__awsp = @{
        Bin     = $global:__awsp_init.Bin
        Verbs   = $global:__awsp_init.Verbs
        Place   = $global:__awsp_init.Place
        Watch   = @{} # name of a variable: whether it is a secret
        Key     = $null
        Files   = @() # path, ticks, path, ticks…
        Segment = ''
        Mark    = ''
        Warning = ''
        Expires = [long] 0
        Warn    = [long] 0
        First   = $true # the first prompt says nothing
        Missing = '' # the path that has been reported as gone
        Depth   = 0
        Before  = @(if ($function:__awsp_key) { $global:__awsp.Before })
        Colours = @('', '', '')
        # 5.1 knows Ignore only as a parameter
        Quiet   = $(if ($PSVersionTable.PSVersion.Major -lt 6) { 'SilentlyContinue' } else { 'Ignore' })
    }
    & {
        foreach ($name in $global:__awsp_init.Names) { $global:__awsp.Watch[$name] = $false }
        foreach ($name in $global:__awsp_init.Secrets) { $global:__awsp.Watch[$name] = $true }
        $terminal = $Host.UI -and $Host.UI.PSObject.Properties['SupportsVirtualTerminal'] -and $Host.UI.SupportsVirtualTerminal
        if ($terminal -and -not $env:NO_COLOR -and $env:TERM -ne 'dumb') {
            $global:__awsp.Colours = @("$([char] 27)[36m", "$([char] 27)[33m", "$([char] 27)[0m")
        }
    }

    # Finds the binary; one that is gone is looked up once in PATH.
    function global:__awsp_find {
        if ([IO.File]::Exists($global:__awsp.Bin)) { return $true }
        $found = $ExecutionContext.InvokeCommand.GetCommand('awsp', 'Application')
        if ($found) { $global:__awsp.Bin = $found.Path }
        [bool] $found
    }

    # A [string] parameter keeps a number as it was typed: 012, 1.50.
    function global:__awsp_word([string] $Text) { $Text }

    # Returns the exit code after doing what the binary's answer asks for; other text goes to $Shown.
    function global:__awsp_take($Answer, [ref] $Shown) {
        $text = "$Answer"
        if (-not $text) { return 0 }
        if (-not $text.StartsWith('<#awsp#>') -and -not '<#awsp#>'.StartsWith($text)) {
            $Shown.Value = $Answer
            return 0
        }
        if ($Answer -isnot [string] -or $text -cnotlike '<#awsp#>*}<#end#>') {
            [Console]::Error.WriteLine('error: the answer of awsp was cut off, nothing changed')
            return 74
        }
        try {
            $ErrorActionPreference = 'Stop'
            . ([scriptblock]::Create($text))
        } catch {
            [Console]::Error.WriteLine("error: PowerShell refused the change: $($_.Exception.GetType().Name)")
            return 1
        }
        0
    }

    # An advanced function is the only kind that can fail for its caller without throwing. Its parameters have names that
    # no word of a command begins like.
    function global:awsp {
        [CmdletBinding(PositionalBinding = $false)]
        param(
            [Parameter(ValueFromRemainingArguments = $true, DontShow = $true)] [object[]] $__awsp_words,
            [Parameter(ValueFromPipeline = $true, DontShow = $true)] $__awsp_line
        )
        begin { $piped = [Collections.ArrayList]::new() }
        process { if ($MyInvocation.ExpectingInput) { $null = $piped.Add($__awsp_line) } }
        end {
            $s = $global:__awsp
            $ErrorActionPreference = $s.Quiet
            $PSNativeCommandUseErrorActionPreference = $false
            $PSNativeCommandArgumentPassing = 'Standard'
            $preset = @(if ($global:PSDefaultParameterValues) { $global:PSDefaultParameterValues.Keys })
            $taken = @(foreach ($name in $PSBoundParameters.Keys) {
                if ($name -notlike '__awsp_*' -and -not ($preset -like "*:$name")) { "-$name" }
            })
            if ($taken.Count) {
                [Console]::Error.WriteLine("error: PowerShell took $taken for itself`nhint: write -- before it")
                $code = 2
            } elseif (-not (__awsp_find)) {
                [Console]::Error.WriteLine("error: $($s.Bin) is gone`nhint: install awsp again, or start a new shell")
                $code = 127
            } else {
                $a = @(foreach ($w in $__awsp_words) {
                    if ($w -is [array]) { @(foreach ($p in $w) { __awsp_word $p }) -join ',' } else { __awsp_word $w }
                })
                # Each word in double quotes: @a would expand * and ~ a second time.
                $call = '& $s.Bin'
                for ($i = 0; $i -lt $a.Count; $i++) { $call += " `"`$(`$a[$i])`"" }
                $verb = ''
                foreach ($w in $a) { $verb = $w; if (-not $w.StartsWith('-')) { break } }
                $emits = $a.Count -eq 0 -or $s.Verbs -ccontains $verb
                if ($emits) { $call = $call.Replace('& $s.Bin', '& $s.Bin --shell=powershell/1') }
                if ($MyInvocation.ExpectingInput) { $call = '$piped | ' + $call }
                $call = [scriptblock]::Create($call)
                if ($emits) {
                    $out = & $call
                    $code = $global:LASTEXITCODE
                    if ($code -eq 0) {
                        $shown = $null
                        $code = __awsp_take $out ([ref] $shown)
                        $shown
                    }
                } else {
                    & $call
                    $code = $global:LASTEXITCODE
                }
            }
            $global:LASTEXITCODE = $code
            if ($code -ne 0) {
                $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception]::new("awsp: exit code $code"), 'awsp', 'NotSpecified', $null))
            }
        }
    }

    # What tells one set of variables from another, without keeping a value.
    function global:__awsp_key {
        $watch = $global:__awsp.Watch
        $key = 0
        foreach ($e in [Environment]::GetEnvironmentVariables().GetEnumerator()) {
            if ($watch.ContainsKey($e.Key)) {
                $value = $e.Value
                if ($watch[$e.Key]) { $value = $value.Length }
                $key = $key -bxor "$($e.Key)=$value".GetHashCode()
            }
        }
        $key
    }

    # Whatever the text is, the terminal gets one line of bounded length.
    function global:__awsp_line([string] $Text, [int] $Length) {
        $Text = $Text -replace '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]', '?'
        if ($Text.Length -gt $Length) { $Text.Substring(0, $Length) } else { $Text }
    }

    # What a change and `awsp prompt` say; the files as path, ticks, path, ticks…
    function global:__awsp_state([string] $Segment, [string] $Mark, [string] $Warning, [long] $Expires, [long] $Warn, [object[]] $Files) {
        $s = $global:__awsp
        $s.Segment = __awsp_line $Segment 300
        $s.Mark = __awsp_line $Mark 300
        $s.Warning = __awsp_line $Warning 3000
        $s.Expires = $Expires
        $s.Warn = $Warn
        $s.Files = @($Files)
        $s.Key = __awsp_key
    }

    # Reads the lines of `awsp prompt`: data, nothing of it is evaluated. Lines that are not what they should be are not believed;
    # looked at first, as even an error that is caught would be left in the user's $Error.
    function global:__awsp_read([string[]] $Lines) {
        if ($Lines.Count -lt 6 -or $Lines.Count % 2 -or $Lines[0] -cne '1') { return }
        for ($i = 1; $i -lt $Lines.Count; $i++) {
            $number = $i -lt 3 -or ($i -gt 6 -and $i % 2)
            $form = if ($number) { '^-?[0-9]{1,18}$' } else { '^=(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==|[A-Za-z0-9+/]=))?$' }
            if ($Lines[$i] -cnotmatch $form) { return }
        }
        $words = @(for ($i = 3; $i -lt $Lines.Count; $i++) {
            if ($i -gt 6 -and $i % 2) { [long] $Lines[$i] }
            else { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($Lines[$i].Substring(1))) }
        })
        $files = @(for ($i = 3; $i -lt $words.Count; $i++) { $words[$i] })
        __awsp_state $words[0] $words[1] $words[2] $Lines[1] $Lines[2] $files
    }

    # First forgets: even after Ctrl-C no old identity is shown, and it is not asked again before the next change.
    function global:__awsp_ask {
        $s = $global:__awsp
        $ErrorActionPreference = $s.Quiet
        $PSNativeCommandUseErrorActionPreference = $false
        $was = $s.Warning
        $global:AWSP_PROMPT = $global:AWSP_WARNING = $s.Segment = $s.Mark = $s.Warning = ''
        $s.Expires = [long] 0
        $s.Files = @()
        if (__awsp_find) {
            $s.Missing = ''
            $answer = @(& $s.Bin --shell=powershell/1 prompt 2>$null)
            if ($global:LASTEXITCODE -eq 0) { __awsp_read $answer }
        } elseif ($s.Missing -cne $s.Bin) {
            $s.Missing = $s.Bin
            [Console]::Error.WriteLine("awsp: $($s.Bin) is gone; install awsp again, or start a new shell")
        }
        if ($s.Warning -and $s.Warning -cne $was -and -not $s.First) { [Console]::Error.WriteLine("awsp: $($s.Warning)") }
    }

    function global:__awsp_changed {
        $s = $global:__awsp
        $key = __awsp_key
        if ($key -ne $s.Key) {
            $s.Key = $key
            return $true
        }
        for ($i = 0; $i + 1 -lt $s.Files.Count; $i += 2) {
            $file = $s.Files[$i]
            if (-not [IO.Path]::IsPathRooted($file)) {
                # .NET's own folder is another one. Asked for its folder, PowerShell reads the table of mounts.
                $file = [IO.Path]::Combine($ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath, $file)
            }
            if ([IO.File]::GetLastWriteTimeUtc($file).Ticks -ne $s.Files[$i + 1]) { return $true }
        }
        $false
    }

    # Brings $AWSP_PROMPT and $AWSP_WARNING up to date. A prompt that is a program may call it, too.
    function global:__awsp_segment {
        $s = $global:__awsp
        $code = $global:LASTEXITCODE
        try { if (__awsp_changed) { __awsp_ask } } finally { $global:LASTEXITCODE = $code }
        $s.First = $false
        $left = ''
        if ($s.Expires -ne 0) {
            $seconds = $s.Expires - [Math]::Floor(([DateTime]::UtcNow.Ticks - 621355968000000000) / 10000000)
            if ($seconds -le 0) { $left = ' EXPIRED' } elseif ($seconds -lt $s.Warn) { $left = " $([Math]::Floor($seconds / 60))m" }
        }
        $global:AWSP_PROMPT = $s.Segment + $left
        $global:AWSP_WARNING = $s.Mark
        if ($s.Place -eq 'export') {
            $env:AWSP_PROMPT = if ($global:AWSP_PROMPT) { $global:AWSP_PROMPT } else { $null }
            $env:AWSP_WARNING = if ($global:AWSP_WARNING) { $global:AWSP_WARNING } else { $null }
        }
    }

    function global:__awsp_shown {
        $s = $global:__awsp
        $text = ''
        if ($global:AWSP_PROMPT) { $text = $s.Colours[0] + $global:AWSP_PROMPT + $s.Colours[2] + ' ' }
        if ($global:AWSP_WARNING) { $text += $s.Colours[1] + $global:AWSP_WARNING + $s.Colours[2] + ' ' }
        $text
    }

    # Each prompt knows which one it was put around, LEVEL: a virtual environment may wrap this one again, and the hook then
    # that; only the outermost shows the segment. The first object is what the shell shows; starship returns a second one.
    if (-not "$function:prompt".Contains('<#awsp-prompt#>')) {
        # A prompt that is a program places the segment itself.
        if ($global:__awsp.Place -eq 'auto' -and "$function:prompt" -match 'starship|_omp|PoshPromptType') { $global:__awsp.Place = 'manual' }
        $global:__awsp.Before += @($function:prompt)
        ${function:global:prompt} = [scriptblock]::Create({ <#awsp-prompt#>
            $ok = $?
            $code = $global:LASTEXITCODE
            $s = $global:__awsp
            $outer = $s.Depth -eq 0
            $auto = $s.Place -eq 'auto'
            $rest = @('PS> ')
            $s.Depth++
            try {
                # A program that places the segment needs it now; but a prompt may also change variables, as direnv's does.
                if ($outer -and -not $auto) { try { __awsp_segment } catch { } }
                $global:LASTEXITCODE = $code
                $run = $s.Before['LEVEL']
                if ($run) {
                    if (-not $ok) { Remove-Module -Name ' ' -ErrorAction Ignore } # so that it sees $? as it was
                    $rest = @(& $run)
                }
            } finally {
                $s.Depth--
                if ($outer -and $auto) { try { __awsp_segment } catch { } }
                $global:LASTEXITCODE = $code
            }
            $text = if ($outer -and $auto) { __awsp_shown } else { '' }
            if ($rest.Count) { $text + $rest[0] } else { $text }
        }.ToString().Replace("'LEVEL'", $global:__awsp.Before.Count - 1))
    }
}
