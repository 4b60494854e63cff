namespace FinTracer.Commands;

/// <summary>
/// What a shell reads to complete our words: it asks the program itself, which knows its own commands, options and their values. File names stay the shell's business.
/// </summary>
static class CompletionScripts
{
    const string Bash = """
        # fintracer completions for bash: source this file, or put it into /usr/share/bash-completion/completions/fintracer
        _fintracer() {
          local line="${COMP_LINE:0:COMP_POINT}" current="${COMP_WORDS[COMP_CWORD]}" IFS=$'\n'
          line="${line#"${COMP_WORDS[0]}"}"
          line="${line# }"
          COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$current"))
        }
        complete -o bashdefault -o default -F _fintracer fintracer

        """;

    const string Zsh = """
        #compdef fintracer
        # fintracer completions for zsh: source this file after compinit, or put it into a folder of $fpath as _fintracer
        _fintracer() {
          local line="${(j: :)words[2,CURRENT]}"
          local -a suggested
          suggested=("${(@f)$(${words[1]} "[suggest:${#line}]" "$line" 2>/dev/null)}")
          suggested=(${suggested:#})
          (( ${#suggested} )) && compadd -- $suggested
          [[ "${words[CURRENT]}" == -* ]] || _files
        }
        if [[ "${funcstack[1]}" == _fintracer ]]; then _fintracer "$@"; else compdef _fintracer fintracer; fi

        """;

    const string Fish = """
        # fintracer completions for fish: source this file, or put it into ~/.config/fish/completions/fintracer.fish
        function __fintracer_suggest
            set -l words (commandline -opc)
            set -l line (string join ' ' -- $words[2..] (commandline -ct))
            $words[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c fintracer -a '(__fintracer_suggest)'

        """;

    /// <summary>The shells that there is a script for.</summary>
    public static string[] Shells { get; } = ["bash", "zsh", "fish"];

    /// <summary>The script for one of <see cref="Shells"/>.</summary>
    public static string For(string shell) => (shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        _ => Fish,
    }).ReplaceLineEndings("\n");
}
