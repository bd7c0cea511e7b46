using System.IO.Compression;
using Phoenix.Actors.Recording;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Simulation.Wiring;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Faults;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// The flight recorder in a whole system: what an incident leaves behind is replayed and decides as the system did.
/// </summary>
public sealed class FlightRecorderSpecs(ITestOutputHelper output)
{
    private static readonly PhoenixSettings OftenReplaced = WorldOptions.DefaultSettings with
    {
        Streams = new StreamSettings
        {
            RotateAfter = TimeSpan.FromSeconds(8),
            RotateSpread = TimeSpan.FromSeconds(4),
            RotateOverlap = TimeSpan.FromSeconds(1),
        },
        UserRotation = new UserRotationSettings
        {
            After = TimeSpan.FromSeconds(8),
            Jitter = TimeSpan.FromSeconds(4),
            Overlap = TimeSpan.FromSeconds(1),
        },
    };

    private readonly IncidentDrawer _drawer = new();

    [Fact]
    public void A_silent_death_leaves_a_report_and_a_recording_that_replays_to_the_same_decisions()
    {
        var finished = Run(Faults.Silence("public"));

        var recording = _drawer.Only();
        var replay = Replay.Run(recording);
        Print(recording.Tapes.Sum(tape => tape.Entries.Length), replay);
        replay.Differences.ShouldBeEmpty();
        replay.Flaws.ShouldBeEmpty();
        replay.Inputs.ShouldBeGreaterThan(1000);
        Said(replay, "desk ETHUSDC", "BookDoubted").ShouldBeGreaterThan(0);
        Said(replay, "desk ETHUSDC", "all quotes pulled").ShouldBe(1);
        replay.Timeline.ShouldContain(line => line.Component == "desk ETHUSDC" && line.Text == "quotes");
        Said(replay, "judge", "is Dead").ShouldBeGreaterThanOrEqualTo(2); // on each of two connections
        Said(replay, "slot public-A", "dials").ShouldBe(1);
        finished.Differences.ShouldBe(0);
        _drawer.Running.ShouldBe([_drawer.Names[0], null]);

        var report = _drawer.Reports.Values.Single();
        output.WriteLine(report);
        report.ShouldContain("| public-A");
        report.ShouldContain("SilentStream");
        report.ShouldContain("- ETHUSDC: ");
    }

    [Fact]
    public void Another_setting_shows_as_the_first_decision_that_differs()
    {
        Run(Faults.Silence("public"));
        var recording = _drawer.Only();
        var streams = recording.Settings.Streams with { HaltAfter = TimeSpan.FromSeconds(1) };

        var replay = Replay.Run(recording, recording.Settings with { Streams = streams });

        var first = replay.Differences[0];
        output.WriteLine(first.ToString());
        replay.Differences.Select(found => found.Component).ShouldContain("desk ETHUSDC");
        replay.Differences.Select(found => found.Component).ShouldContain("judge");
        first.Recorded.ShouldNotBe(first.Replayed);
    }

    [Theory]
    [InlineData("private")]
    [InlineData("trading")]
    [InlineData("market")]
    public void Every_connection_that_dies_is_replayed(string target)
    {
        Run(new FaultRequest { Verb = FaultVerb.Blackhole, Target = target, Duration = TimeSpan.FromSeconds(8) });

        var replay = Replay.Run(_drawer.Only());
        replay.Differences.ShouldBeEmpty();
        replay.Flaws.ShouldBeEmpty();
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(Scale.FirstSeed, Math.Max(1, Scale.Seeds / 10))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_goes_wrong_is_replayed(int seed)
    {
        var random = new Random(seed);
        using var world = World.Seeded((ulong)seed, new WorldOptions { Incidents = _drawer }).Quoting();
        for (var fault = 0; fault < 8; fault++)
        {
            world.Inject(Faults.Draw(random));
            world.RunFor(random.Next(400, 8_000) / 1000.0);
        }

        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, 90);
        world.FinishRecording().Differences.ShouldBe(0);
        _drawer.Recordings.ShouldNotBeEmpty();
        foreach (var file in _drawer.Recordings.Keys)
        {
            var replay = Replay.Run(_drawer.Open(file));
            replay.Differences.ShouldBeEmpty();
            replay.Flaws.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Planned_replacements_of_connections_and_user_streams_are_replayed()
    {
        using var world = World.Seeded(11, new WorldOptions
        {
            Settings = OftenReplaced,
            Incidents = _drawer,
            Recorder = new RecorderSettings { Lead = TimeSpan.FromMinutes(2) },
        }).Quoting();
        world.RunFor(40);
        world.RunUntil(() => world.Rotations.LastOrDefault() is SystemEvent.RotationBegan, 60, "a rotation");
        world.Inject(new FaultRequest { Verb = FaultVerb.Drop, Target = "all" });
        world.RunFor(30);
        world.RunUntil(() => world.IsQuoting, 60);
        world.FinishRecording().Differences.ShouldBe(0);

        foreach (var file in _drawer.Recordings.Keys)
        {
            var replay = Replay.Run(_drawer.Open(file));
            replay.Differences.ShouldBeEmpty();
            replay.Flaws.ShouldBeEmpty();
        }

        var first = Replay.Run(_drawer.Open(_drawer.Recordings.Keys.First()));
        Said(first, "rotation ", "dials the successor").ShouldBeGreaterThan(1);
        Said(first, "rotation ", "hands over to").ShouldBeGreaterThan(0);
        Said(first, "user stream", "makes a successor").ShouldBeGreaterThan(0);
        Said(first, "user stream", "took over from").ShouldBeGreaterThan(0);
    }

    [Fact]
    public void No_secret_is_in_a_recording()
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        using var world = WorldOf(new RecorderSettings { Lead = TimeSpan.FromMinutes(2) }, keys).Quoting();
        world.Inject(new FaultRequest { Verb = FaultVerb.KeyExpire });
        world.RunFor(30);
        world.FinishRecording();

        var text = Unzip(_drawer.Recordings.Values.Single());
        text.ShouldContain("ListenKeyEffect+Grant"); // the key was needed, and its machine recorded
        var account = new VenueAccountOptions();
        foreach (var secret in keys.Append(account.ApiKey).Append(account.Secret))
        {
            text.ShouldNotContain(secret);
        }

        keys.ShouldNotBeEmpty();
        text.ShouldNotContain("signature", Case.Insensitive);
        Replay.Run(_drawer.Only()).Differences.ShouldBeEmpty();
    }

    private FlightRecorderProtocol.Finished Run(FaultRequest fault)
    {
        using var world = WorldOf(new RecorderSettings()).Quoting();
        world.RunFor(40);
        world.Inject(fault);
        world.RunFor(1);
        world.RunUntil(() => world.IsQuoting && _drawer.Names.Count > 0, 60, "the incident's papers");
        world.StopAndCompare();
        return world.FinishRecording();
    }

    private World WorldOf(RecorderSettings settings, SortedSet<string>? keys = null) => World.Seeded(5, new WorldOptions
    {
        Incidents = _drawer,
        Recorder = settings,
        BendRest = rest => new KeyTap(rest, keys ?? []),
    });

    private static int Said(ReplayResult replay, string component, string text) => replay.Timeline.Count(
        line => line.Component.StartsWith(component, StringComparison.Ordinal)
            && line.Text.Contains(text, StringComparison.Ordinal));

    private static string Unzip(byte[] file)
    {
        using var zip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        using var text = new StreamReader(zip);
        return text.ReadToEnd();
    }

    private void Print(int entries, ReplayResult replay)
    {
        var bytes = _drawer.Recordings.Values.Single();
        output.WriteLine($"{entries} entries, {bytes.Length} bytes, {Unzip(bytes).Length} unpacked");
        foreach (var line in replay.Timeline)
        {
            output.WriteLine($"{line.At} {line.Component} {line.Text}");
        }

        foreach (var difference in replay.Differences)
        {
            output.WriteLine(difference.ToString());
        }
    }

    /// <summary>Writes down the keys that the exchange gives.</summary>
    private sealed class KeyTap(IVenueRest inner, SortedSet<string> keys) : BentRest(inner)
    {
        public override async Task<VenueReply<ListenKey>> CreateListenKey()
        {
            var reply = await base.CreateListenKey();
            if (reply is VenueReply<ListenKey>.Ok(var key))
            {
                keys.Add(key.Value);
            }

            return reply;
        }
    }
}
