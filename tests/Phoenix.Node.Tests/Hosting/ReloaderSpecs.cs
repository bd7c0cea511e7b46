using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Actors.Control;
using Phoenix.Core.Primitives;
using Phoenix.Node.Control;
using Phoenix.Node.Hosting;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Hosting;

/// <summary>Goal: a file that is read again is taken by the desks and the log together, or by none.</summary>
public sealed class ReloaderSpecs : IDisposable
{
    private const string Two = "include \"sim.conf\"\n";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"phoenix-{Guid.NewGuid():N}.conf");
    private readonly List<ControlProtocol.Resettle> _told = [];
    private readonly List<LogLevel> _levels = [];
    private readonly Reloader _reloader;
    private ControlProtocol.Resettled? _answer = new(null);

    public ReloaderSpecs()
    {
        File.WriteAllText(_file, Two);
        _reloader = Make(_file);
    }

    public void Dispose()
    {
        _reloader.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task Only_the_symbols_that_change_are_told_and_the_difference_is_answered()
    {
        File.WriteAllText(_file, Two + "phoenix { symbol.BTCUSDC.strategy = glft, logging.level = warning }");

        var reply = await _reloader.Reload();

        (reply.Outcome, reply.Detail).ShouldBe((ControlReply.Done, "2 settings are in force"));
        reply.Lines.ShouldBe(
            ["phoenix.logging.level: info -> warning", "phoenix.symbol.BTCUSDC.strategy: grid -> glft"]);
        var order = _told.ShouldHaveSingleItem();
        order.Settings.ShouldHaveSingleItem().Symbol.ShouldBe(new Symbol("BTCUSDC"));
        order.NewStrategies.ShouldBe([new Symbol("BTCUSDC")]);
        _levels.ShouldBe([LogLevel.Warning]);
    }

    [Fact]
    public async Task Read_again_without_a_change_nobody_is_told()
    {
        File.WriteAllText(_file, Two + "phoenix.symbol.ETHUSDC.grid.layers = 3");
        await _reloader.Reload();

        var reply = await _reloader.Reload();

        reply.Detail.ShouldBe("nothing that may change while it runs has changed");
        _told.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_with_mistakes_changes_nothing_and_all_of_them_are_told()
    {
        File.WriteAllText(_file, Two + "phoenix { symbol.ETHUSDC.grid { layers = 99, layer-sise = 1 } }");

        var reply = await _reloader.Reload();

        (reply.Outcome, reply.Detail).ShouldBe((ControlReply.Refused, "the settings stay as they were"));
        reply.Lines.Length.ShouldBe(2);
        reply.Lines.ShouldContain(line => line.Contains("did you mean phoenix.symbol.ETHUSDC.grid.layer-size"));
        _told.ShouldBeEmpty();
        _levels.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_gone_changes_nothing()
    {
        File.Delete(_file);

        var reply = await _reloader.Reload();

        reply.Outcome.ShouldBe(ControlReply.Refused);
        reply.Lines.ShouldHaveSingleItem().ShouldContain("no such file");
    }

    [Fact]
    public async Task What_the_desks_refuse_is_tried_again_with_the_next_word()
    {
        File.WriteAllText(_file, Two + "phoenix { symbol.ETHUSDC.grid.layers = 3, logging.level = debug }");
        _answer = new ControlProtocol.Resettled("ETHUSDC is not traded now");

        (await _reloader.Reload()).Detail.ShouldBe("ETHUSDC is not traded now");
        _levels.ShouldBeEmpty();
        _answer = null;
        (await _reloader.Reload()).Outcome.ShouldBe(ControlReply.NotConfirmed);
        _answer = new ControlProtocol.Resettled(null);
        (await _reloader.Reload()).Outcome.ShouldBe(ControlReply.Done);

        _told.Count.ShouldBe(3);
        _levels.ShouldBe([LogLevel.Debug]);
    }

    [Fact]
    public async Task Without_a_file_there_is_none_to_read_again()
    {
        using var reloader = Make(null);

        (await reloader.Reload()).Outcome.ShouldBe(ControlReply.Refused);
    }

    private Reloader Make(string? file) => new(
        file,
        SettingsReader.ReadWritten(file),
        order =>
        {
            _told.Add(order);
            return Task.FromResult(_answer);
        },
        _levels.Add,
        NullLogger.Instance);
}
