using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Actors.Control;
using Phoenix.Core.Control;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Node.Hosting;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;
using Phoenix.Venue.Http;

namespace Phoenix.Node.Tests.Control;

/// <summary>
/// Goal: what the operator is told is what the exchange shows. The whole trading system on the embedded exchange.
/// </summary>
public sealed class OperatorSpecs : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Symbol Eth = new("ETHUSDC");

    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-").FullName;
    private readonly HttpClient _http = new();
    private NodeSettings _settings = null!;
    private KestrelVenue _venue = null!;

    public async Task InitializeAsync()
    {
        _settings = SettingsReader.ReadDefault() with
        {
            Incidents = new IncidentFolderSettings { DataFolder = _folder },
            Recorder = new RecorderSettings { Enabled = false },
        };
        _venue = await EmbeddedExchange.Start(
            _settings.Venue.Embedded, 0, "spec", NullLoggerFactory.Instance, script: null);
        _http.BaseAddress = _venue.BaseAddress;
    }

    public async Task DisposeAsync()
    {
        await _venue.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Each_command_is_done_when_the_exchange_shows_it_and_a_kill_outlives_the_process()
    {
        await using (var host = NewHost())
        {
            await host.Start();
            await UntilQuoting(host);

            (await Say(host, new OperatorCommand.Pause(Eth))).Outcome.ShouldBe(OperatorOutcome.Done);
            (await RestingSymbols()).ShouldNotContain("ETHUSDC");

            (await Say(host, new OperatorCommand.Resume(Eth, AfterKill: false))).Outcome.ShouldBe(OperatorOutcome.Done);

            var chosen = await Say(host, new OperatorCommand.Choose(Eth, StrategyKind.AvellanedaStoikov));
            chosen.Outcome.ShouldBe(OperatorOutcome.Done, chosen.Detail);
            chosen.Desks.ShouldHaveSingleItem().Strategy.ShouldBe(StrategyKind.AvellanedaStoikov);

            var flat = await Say(host, new OperatorCommand.Flatten(null));
            flat.Outcome.ShouldBe(OperatorOutcome.Done, flat.Detail);
            flat.Desks.ShouldAllBe(desk => desk.Position == 0);
            (await RestingSymbols()).ShouldBeEmpty();

            (await Say(host, new OperatorCommand.Kill())).Outcome.ShouldBe(OperatorOutcome.Done);
            (await Say(host, new OperatorCommand.Resume(null, AfterKill: false))).Outcome
                .ShouldBe(OperatorOutcome.Refused);
            await host.Stop();
        }

        await using var next = NewHost();
        await next.Start();
        (await Say(next, new OperatorCommand.Kill())).Outcome.ShouldBe(OperatorOutcome.Done);
        (await next.Report())!.Killed.ShouldBeTrue();
        (await RestingSymbols()).ShouldBeEmpty();

        (await Say(next, new OperatorCommand.Resume(null, AfterKill: true))).Outcome.ShouldBe(OperatorOutcome.Done);
        await UntilQuoting(next);
        await next.Stop();
    }

    private TradingHost NewHost() =>
        new(_settings, ExchangeAccess.Embedded(_venue.BaseAddress), 1, NullLoggerFactory.Instance, new IncidentMark());

    /// <summary>A resume of what is free already waits until it is quoted, and changes nothing.</summary>
    private static async Task UntilQuoting(TradingHost host)
    {
        for (var i = 0; i < 24; i++)
        {
            if (await Say(host, new OperatorCommand.Resume(null, AfterKill: false)) is
                { Outcome: OperatorOutcome.Done, Detail: "" })
            {
                return;
            }
        }

        throw new TimeoutException("Not every symbol was quoted in time.");
    }

    private static async Task<ControlProtocol.Answered> Say(TradingHost host, OperatorCommand command) =>
        (await host.Carry(command, Patience)).ShouldNotBeNull();

    private async Task<string[]> RestingSymbols()
    {
        using var state = JsonDocument.Parse(await _http.GetStringAsync("venue/state"));
        return
        [
            .. state.RootElement.GetProperty("accounts")[0].GetProperty("openOrders").EnumerateArray()
                .Select(order => order.GetProperty("symbol").GetString()!)
                .Distinct(),
        ];
    }
}
