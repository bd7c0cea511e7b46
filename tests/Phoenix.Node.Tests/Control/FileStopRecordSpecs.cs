using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;
using Phoenix.Node.Control;

namespace Phoenix.Node.Tests.Control;

/// <summary>Goal: a stop for a loss survives everything; when in doubt the whole account is stopped.</summary>
public sealed class FileStopRecordSpecs : IDisposable
{
    private static readonly Symbol Eth = new("ETHUSDC");
    private static readonly LossVerdict.Stop OfSymbol =
        new(LossCause.StopLoss, new LossFigures(0.0563m, 0.05m, -16.0m, 284.0m));

    private static readonly LossVerdict.Stop OfAccount =
        new(LossCause.DayDrawdown, new LossFigures(0.1m, 0.08m, 171m, 190m));

    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-").FullName;

    private string Place => Path.Combine(_folder, "data", "loss-stops");

    [Fact]
    public void Where_nothing_was_ever_written_nothing_is_stopped()
    {
        Record().Read().Stops.IsEmpty.ShouldBeTrue();
        Record().Read().Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Stops_are_found_by_the_next_run_with_their_figures_and_so_is_their_end()
    {
        (await Record().Keep(Stops())).ShouldBeNull();

        var found = Record().Read();
        found.Problem.ShouldBeNull();
        found.Stops.Account.ShouldBe(OfAccount);
        found.Stops.Symbols[Eth].ShouldBe(OfSymbol);

        (await Record().Keep(LossStops.None)).ShouldBeNull();
        Record().Read().Stops.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("stops 2026-01-05T12:00:00Z\nETHUSDC StopLoss 0.05 0.0")]
    [InlineData("stops 2026-01-05T12:00:00Z\nETHUSDC Whatever 0.05 0.05 1 2\nend\n")]
    [InlineData("stops 2026-01-05T12:00:00Z\nETHUSDC StopLoss 0.05\nend\n")]
    [InlineData("something else\nend\n")]
    public void What_is_cut_off_or_unknown_stops_the_account_and_names_the_remedy(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place)!);
        File.WriteAllText(Place, content);

        var found = Record().Read();

        found.Stops.Account!.Cause.ShouldBe(LossCause.RecordInDoubt);
        found.Problem!.ShouldContain("resume");
    }

    [Fact]
    public async Task A_write_that_was_cut_off_stops_the_account()
    {
        await Record().Keep(LossStops.None);
        File.WriteAllText(Place + ".tmp", "sto");

        Record().Read().Stops.Account.ShouldNotBeNull();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static LossStops Stops() =>
        new() { Account = OfAccount, Symbols = LossStops.None.Symbols.Add(Eth, OfSymbol) };

    private FileStopRecord Record() => new(Place, TimeProvider.System);
}
