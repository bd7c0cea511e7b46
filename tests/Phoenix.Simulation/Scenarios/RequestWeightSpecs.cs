using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Simulation.Invariants;
using Phoenix.Venue.Faults;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Sockets;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// The exchange lowers the request weight under trading. What was under way is refused; then nothing is sent until the
/// window is over, the countdown takes the quotes off, and everything comes back by itself without a ban.
/// </summary>
public sealed class RequestWeightSpecs
{
    /// <summary>What was told or refused last holds for a window after the fault; then the usual recovery.</summary>
    private static readonly double BoundSeconds = Bounds.WeightWindow.TotalSeconds + 15;

    /// <summary>A whole decision: the cancels and quotes of two layers a side, and a question.</summary>
    private const int MostUnderWay = 9;

    [Theory]
    [InlineData(1, 1, 0.2)]
    [InlineData(2, 1, 10)]
    [InlineData(3, 1, 90)]
    [InlineData(4, 9, 15)]
    [InlineData(5, 60, 15)]
    [InlineData(6, 150, 90)]
    public void A_lowered_limit_is_obeyed_and_forgotten(ulong seed, int limit, double seconds)
    {
        var wire = new Wire();
        using var world = World.Seeded(seed, WorldOptions.Quiet with { BendHttp = wire.Around });
        wire.Watch(world);
        world.Quoting().RunFor(20 + seed);
        wire.Clear();

        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.Weight,
            Size = limit,
            Duration = TimeSpan.FromSeconds(seconds),
        });
        world.RunUntil(() => !world.HasFaults, seconds + 1, "the limit to return");
        world.RunUntil(() => world.IsQuoting, BoundSeconds);

        // What is refused was under way when the first refusal came (a comparison, a refresh of the countdown, a look
        // at the equity, an order); one more a minute tries whether more is taken.
        wire.Bans.ShouldBe(0);
        wire.Refusals.ShouldBeLessThanOrEqualTo(MostUnderWay + (int)(seconds / 60));

        // A limit that leaves just enough to quote is obeyed until it is forgotten, and may be spent again until then.
        world.RunFor(BoundSeconds);
        world.RunUntil(() => world.IsQuoting, BoundSeconds);
        world.StopAndCompare();
    }

    [Fact]
    public void Quotes_that_cannot_be_canceled_are_taken_off_by_the_countdown()
    {
        var wire = new Wire();
        using var world = World.Seeded(11, WorldOptions.Quiet with { BendHttp = wire.Around });
        wire.Watch(world);
        world.Quoting().RunFor(20);
        wire.Clear();

        world.Inject(new FaultRequest { Verb = FaultVerb.Weight, Size = 1, Duration = TimeSpan.FromSeconds(20) });
        world.RunUntil(() => wire.Refusals > 0, 5, "the refusal");
        world.RunFor(0.1); // what was under way
        wire.Clear();
        world.RunFor(Bounds.Countdown.TotalSeconds);

        wire.Requests.ShouldBe(0);
        world.RestingOrders("ETHUSDC").ShouldBe(0);
        world.RunUntil(() => world.IsQuoting, BoundSeconds + 10);
        world.StopAndCompare();
    }

    /// <summary>Counts what goes over the limit of the address, REST and trading API, and how it is refused.</summary>
    private sealed class Wire
    {
        public int Requests { get; private set; }

        public int Refusals { get; private set; }

        public int Bans { get; private set; }

        public void Clear() => (Requests, Refusals, Bans) = (0, 0, 0);

        public IHttpTransport Around(IHttpTransport inner) => new Counted(inner, this);

        public void Watch(World world) => world.Network.FramePassed += frame =>
        {
            if (frame.Class != SocketClass.Trading) return;
            if (frame.Direction == FrameDirection.FromClient)
            {
                Requests++;
                return;
            }

            using var json = JsonDocument.Parse(frame.Text);
            Note(json.RootElement.GetProperty("status").GetInt32());
        };

        private void Note(int status)
        {
            Refusals += status == 429 ? 1 : 0;
            Bans += status == 418 ? 1 : 0;
        }

        private sealed class Counted(IHttpTransport inner, Wire wire) : IHttpTransport
        {
            public async Task<HttpAnswer> Send(HttpCall call, CancellationToken cancellation)
            {
                wire.Requests++;
                var answer = await inner.Send(call, cancellation);
                wire.Note(answer.Status);
                return answer;
            }
        }
    }
}
