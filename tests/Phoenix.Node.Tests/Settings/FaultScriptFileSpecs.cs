using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Hosting;
using Phoenix.Node.Settings;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Faults.Scripts;
using Phoenix.Venue.Server;

namespace Phoenix.Node.Tests.Settings;

/// <summary>A script in HOCON says the same as one in JSON, and its mistakes are told with their place.</summary>
public sealed class FaultScriptFileSpecs
{
    [Fact]
    public void Rules_are_read_as_from_JSON()
    {
        var rules = Read("""
            script = [
              { when = { at = 30s }, do = { verb = blackhole, target = public, for = 8s, sticky = true } }
              {
                when.frame = { stream = "ethusdc@depth@100ms", n = 3 }
                do = [{ verb = snapFail, status = 500 }, { verb = place, reply = lost, applied = true, n = 5 }]
                after = 250ms, times = 2
              }
            ]
            """).Script.Rules;

        rules.Length.ShouldBe(2);
        rules[0].When.ShouldBe(new ScriptTrigger.At(TimeSpan.FromSeconds(30)));
        rules[0].Do.ShouldHaveSingleItem().ShouldBe(new FaultRequest
        {
            Verb = FaultVerb.Blackhole,
            Target = "public",
            Duration = TimeSpan.FromSeconds(8),
            IsSticky = true,
        });
        rules[1].When.ShouldBe(new ScriptTrigger.Frame("ethusdc@depth@100ms", 3));
        rules[1].Do.Select(fault => fault.Verb).ShouldBe([FaultVerb.SnapFail, FaultVerb.Place]);
        (rules[1].After, rules[1].Times).ShouldBe((TimeSpan.FromMilliseconds(250), 2));
    }

    [Fact]
    public void All_mistakes_are_told_at_once_each_with_its_line() =>
        Mistakes("""
            scirpt = []
            script = [
              # a comment, with { braces
              { when = { at = 30 }
                do = {
                  verb = lag, target = public
                  delya = 3s
                  n = two
                } }
              { when = { connect = { target = "pubic" } }, do = [
                { verb = snapFail }
                { verb = blackhol }
              ] }
              { when = { at = 1s } }
            ]
            """).Select(problem => problem[..problem.IndexOf(';', StringComparison.Ordinal)]).ShouldBe(
        [
            "my.conf:1: scirpt: unknown key",
            "my.conf:4: script[0].when.at = 30: expected a duration with its unit (ms, s, m, h)",
            "my.conf:7: script[0].do.delya = 3s: field 'delya' is unknown",
            "my.conf:8: script[0].do.n = two: n must be an integer",
            "my.conf:10: script[1].when.connect.target = pubic: did you mean 'public'?",
            "my.conf:12: script[1].do[1].verb = blackhol: verb 'blackhol' is unknown",
            "my.conf:14: script[2].do = (nothing): a rule needs a fault",
        ]);

    [Theory]
    [InlineData("", "my.conf: script: the key is missing; write script = [")]
    [InlineData("scrip = []", "my.conf:1: scrip: unknown key; did you mean script?")]
    [InlineData("script = 3", "my.conf:1: script = 3: expected a list of rules")]
    [InlineData("script = [", "my.conf:")]
    [InlineData("script = [{ when = { at = ${nothing} } }]", "is not defined")]
    [InlineData("script = [{ when = { att = 3s }, do = { verb = snapFail } }]",
        "my.conf:1: script[0].when.att = 3s: unknown key; did you mean 'at'?")]
    [InlineData("script = [{ when = { at = 3s }, do = { verb = lag, target = all } }]", "lag needs a delay")]
    public void A_mistake_is_told_in_one_line(string text, string expected)
    {
        var problem = Mistakes(text)[0];

        problem.ShouldContain(expected);
        problem.ShouldNotContain('\n');
    }

    [Fact]
    public async Task What_the_exchange_cannot_do_is_told_with_its_line()
    {
        var script = Read("""
            script = [
              { when = { at = 1s }, do = { verb = mute, target = "xyzusdc@depth" } }
              { when = { state = { of = position, symbol = XYZUSDC, above = 1 } }, do = { verb = snapFail } }
            ]
            """);

        var refused = await Should.ThrowAsync<BadInputException>(() => EmbeddedExchange.Start(
            new EmbeddedVenueSettings(), 0, "--port", NullLoggerFactory.Instance, script));

        refused.Problems.Select(problem => problem.Place).ShouldBe(["my.conf:2", "my.conf:3"]);
        refused.Problems[0].ToString().ShouldContain("script[0].do = mute: 'xyzusdc@depth' is not a target of mute");
    }

    [Fact]
    public async Task The_exchange_runs_the_script_of_a_file()
    {
        using var file = TemporaryFile.With("script = [{ when = { at = 0s }, do = { verb = snapFail, for = 1h } }]");
        var settings = SettingsReader.Read(
            "my.conf", $"phoenix.venue.embedded.script-file = \"{file.Path}\"").Venue.Embedded;

        await using var venue = await EmbeddedExchange.Start(
            settings, 0, "--port", NullLoggerFactory.Instance, FaultScriptFile.Of(settings));

        var rule = (await venue.Read(server => server.Faults.Scripts.Rules)).ShouldHaveSingleItem();
        rule.When.ShouldBe("at 0 ms");
    }

    [Theory]
    [InlineData("venue --script /nowhere/faults.conf", "--script: /nowhere/faults.conf: no such file; name a readable")]
    [InlineData("venue --script", "Required argument missing for option: '--script'; see --help")]
    public async Task A_script_that_cannot_be_read_ends_the_command(string line, string expected)
    {
        using var error = new StringWriter();

        (await PhoenixCommand.Run(line.Split(' '), TextWriter.Null, error)).ShouldBe(ExitCode.BadInput);

        error.ToString().ShouldStartWith(expected);
    }

    [Fact]
    public async Task The_file_of_the_settings_is_read_when_trading_too()
    {
        using var file = TemporaryFile.With("""
            include "sim.conf"
            phoenix.venue.embedded.script-file = "/nowhere/faults.conf"
            """);
        using var error = new StringWriter();

        (await PhoenixCommand.Run(["--config", file.Path, "--for", "1s"], TextWriter.Null, error))
            .ShouldBe(ExitCode.BadInput);

        error.ToString().ShouldStartWith("phoenix.venue.embedded.script-file: /nowhere/faults.conf: no such file");
    }

    [Fact]
    public void The_documented_example_works()
    {
        var text = File.ReadAllText(Page());
        var start = text.IndexOf("```hocon\n", StringComparison.Ordinal) + "```hocon\n".Length;
        var example = text[start..text.IndexOf("```", start, StringComparison.Ordinal)];

        var script = FaultScriptFile.Read(new ConfigText("faults.conf", example)).Script;

        var server = new VenueServer(new VenueOptions { Script = script });
        var end = server.Now + TimeSpan.FromMinutes(11);
        while (server.Now < end) server.Advance(server.NextDue < end ? server.NextDue : end);
        var rules = server.Faults.Scripts.Rules;
        rules.Count.ShouldBe(4);
        rules.ShouldAllBe(rule => rule.Refused == null);
        rules.Select(rule => rule.Fired).ShouldBe([1, 0, 0, 5]);   // nobody dials or trades
    }

    private static string Page([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/venue-faults.md");

    private static string[] Mistakes(string text) =>
        [.. Should.Throw<BadInputException>(() => Read(text)).Problems.Select(problem => problem.ToString())];

    private static FaultScriptFile Read(string text) => FaultScriptFile.Read(new ConfigText("my.conf", text));
}
