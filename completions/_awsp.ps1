# Completes awsp in PowerShell 7 and Windows PowerShell 5.1; behind the hook, or alone in a profile.
#
# The words are taken from the syntax tree, as data: nothing in them is evaluated. The answer is base64, for no code page has
# all characters. Constrained Language refuses nearly every method call, so there is no completion.
if ("$($ExecutionContext.SessionState.LanguageMode)" -eq 'FullLanguage') {
    Register-ArgumentCompleter -Native -CommandName awsp -ScriptBlock {
        param($word, $ast, $position)
        Set-StrictMode -Off
        $ErrorActionPreference = 'SilentlyContinue'
        $PSNativeCommandUseErrorActionPreference = $false
        $PSNativeCommandArgumentPassing = 'Standard'
        $code = $global:LASTEXITCODE
        $program = if ($global:__awsp) { $global:__awsp.Bin }
        if (-not $program -or -not [IO.File]::Exists($program)) {
            $program = $ExecutionContext.InvokeCommand.GetCommand('awsp', 'Application').Path
        }
        if (-not $program) { return }
        $typed = ''
        $before = @(foreach ($e in $ast.CommandElements) {
            if ($e.Extent.StartOffset -ge $position) { break }
            $text = $e.Extent.Text
            if ($e.Extent.EndOffset -gt $position) { $text = $text.Substring(0, $position - $e.Extent.StartOffset) -replace '^["'']', '' }
            elseif ($e -is [Management.Automation.Language.StringConstantExpressionAst]) { $text = $e.Value }
            elseif ($e -is [Management.Automation.Language.ExpandableStringExpressionAst]) { $text = $e.Value }
            if ($e.Extent.EndOffset -ge $position) { $typed = $text } else { $text }
        })
        # Each word in double quotes: splatted, * and ~ would be expanded.
        $call = '& $program --shell=powershell complete "--word=$typed" --'
        for ($i = 1; $i -lt $before.Count; $i++) { $call += " `"`$(`$before[$i])`"" }
        $quotes = "['$([char] 0x2018)$([char] 0x2019)$([char] 0x201A)$([char] 0x201B)]"
        foreach ($line in @(& ([scriptblock]::Create("$call 2>`$null")))) {
            $value, $help = @(foreach ($part in $line.Split([char] 9)) { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($part)) })
            if (-not $help) { $help = $value }
            $text = if ($value -cmatch '^(-|(--)?[A-Za-z0-9_./:][A-Za-z0-9_./:+@=-]*)$') { $value } else { "'" + ($value -replace $quotes, '$0$0') + "'" }
            [Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $help)
        }
        $global:LASTEXITCODE = $code
    }
}
