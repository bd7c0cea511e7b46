using Phoenix.Node.CommandLine;

namespace Phoenix.Node.Tests.CommandLine;

/// <summary>Whoever asks how something is done is shown it, with every way in which it can end.</summary>
public sealed class HelpSpecs
{
    public static TheoryData<string> Verbs { get; } = new(
        "run", "check", "status", "pause", "resume", "flatten", "strategy", "kill", "replay", "explain", "venue",
        "completion");

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_has_examples_and_exit_codes(string verb)
    {
        var help = await Help(verb, "--help");

        help.ShouldContain("Examples:");
        help.ShouldContain($" -- {verb}");
        help.ShouldContain("Exit codes:");
        help.ShouldContain("  0  ");
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_stands_in_the_help_of_all(string verb) =>
        (await Help("--help")).ShouldContain($"\n  {verb}");

    [Fact]
    public async Task The_verb_run_takes_what_no_verb_takes()
    {
        var (without, with) = (await Help("--help"), await Help("run", "--help"));

        foreach (var option in new[] { "--config", "--for", "--seed", "--venue-port", "--summary" })
        {
            without.ShouldContain(option);
            with.ShouldContain(option);
        }
    }

    private static async Task<string> Help(params string[] arguments)
    {
        using var output = new StringWriter();
        (await PhoenixCommand.Run(arguments, output, TextWriter.Null)).ShouldBe(ExitCode.Ok);
        return output.ToString();
    }
}
