using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Tests.Fakes;

/// <summary>Trading sessions that open at once, answer every probe and, if told so, every request.</summary>
internal sealed class FakeTrading(FakeVenue venue) : ITradingPort
{
    private ImmutableList<Session> _sessions = [];

    /// <summary>Whether requests are done at once; else they wait for the test.</summary>
    public bool Answers { get; set; } = true;

    public ImmutableList<Session> Sessions => Volatile.Read(ref _sessions);

    public ITradingSession Open(Epoch epoch, IEventSink<TradingEvent> sink)
    {
        venue.Note("trading opened");
        var session = new Session(venue, this, epoch, sink);
        ImmutableInterlocked.Update(ref _sessions, all => all.Add(session));
        sink.Publish(new TradingEvent.Opened(epoch, venue.Clock()));
        return session;
    }

    internal sealed class Session(FakeVenue venue, FakeTrading port, Epoch epoch, IEventSink<TradingEvent> sink)
        : ITradingSession
    {
        private ImmutableList<(RequestId Request, ClientOrderId Order)> _requests = [];
        private int _closes;

        public int Closes => Volatile.Read(ref _closes);

        /// <summary>Places and cancels that reached the socket.</summary>
        public ImmutableList<(RequestId Request, ClientOrderId Order)> Requests => Volatile.Read(ref _requests);

        public bool Place(RequestId request, OrderIntent intent)
        {
            venue.Note("place");
            Keep(request, intent.ClientOrderId);
            if (port.Answers)
            {
                var report = venue.Accept(intent);
                Accept(request, report);
                venue.UserData.Tell(new OrderUpdate(report, ExecutionType.New, null, default));
            }

            return true;
        }

        public bool Amend(RequestId request, OrderIntent order, OrderTerms terms)
        {
            venue.Note("amend");
            Keep(request, order.ClientOrderId);
            return true;
        }

        public bool Cancel(RequestId request, Symbol symbol, ClientOrderId id)
        {
            venue.Note("cancel");
            Keep(request, id);
            return true;
        }

        public bool AskKey(RequestId request, KeyRequest what)
        {
            venue.Note($"key {what}");
            Keep(request, default);
            if (port.Answers)
            {
                AnswerKey(request, new ListenKey("key-of-the-session"));
            }

            return true;
        }

        public void AnswerKey(RequestId request, ListenKey key) =>
            sink.Publish(new TradingEvent.KeyAnswered(epoch, venue.Clock(), request, key));

        public bool Probe(RequestId request, Symbol symbol)
        {
            sink.Publish(new TradingEvent.Probed(epoch, venue.Clock(), request));
            return true;
        }

        public void Accept(RequestId request, OrderReport report) =>
            sink.Publish(new TradingEvent.Accepted(epoch, venue.Clock(), request, report));

        public void Refuse(RequestId request, VenueError error) =>
            sink.Publish(new TradingEvent.Failed(epoch, venue.Clock(), request, error));

        public void Drop() =>
            sink.Publish(new TradingEvent.Closed(epoch, venue.Clock(), DeathCause.TransportClosed, "dropped"));

        public void Close() => Interlocked.Increment(ref _closes);

        private void Keep(RequestId request, ClientOrderId order) =>
            ImmutableInterlocked.Update(ref _requests, all => all.Add((request, order)));
    }
}
