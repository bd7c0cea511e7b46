using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The one end of a merge hub.</summary>
internal sealed class MergeHubStage<T>(int bufferSize) : SourceStage<T, Sink<T, NotUsed>>("mergeHub")
{
    public override ILogicAndMaterializedValue<Sink<T, NotUsed>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var inbox = new StageInbox<MergeHubInput<T>>();
        return new LogicAndMaterializedValue<Sink<T, NotUsed>>(
            new Logic(this, inbox, bufferSize), Sink.FromGraph(new MergeHubSink<T>(inbox, bufferSize)));
    }

    private sealed class Logic(MergeHubStage<T> stage, StageInbox<MergeHubInput<T>> inbox, int bufferSize)
        : SourceLogic<T>(stage.Shape)
    {
        private readonly Queue<(MergeHubProducer Producer, T Element)> _queue = new();
        private readonly List<MergeHubProducer> _producers = [];
        private readonly int _batch = (bufferSize + 1) / 2;

        public override void PreStart() => inbox.Open(GetAsyncCallback(TakeInput));

        public override void OnPull()
        {
            if (_queue.TryDequeue(out var next)) Pass(next.Producer, next.Element);
        }

        public override void PostStop()
        {
            foreach (var input in inbox.Close())
            {
                if (input.Kind == MergeHubInputKind.Joined) _producers.Add(input.Producer);
            }

            foreach (var producer in _producers) producer.End();
        }

        private void TakeInput()
        {
            if (!inbox.TryTake(out var input)) return;
            switch (input.Kind)
            {
                case MergeHubInputKind.Joined: _producers.Add(input.Producer); break;
                case MergeHubInputKind.Left: _producers.Remove(input.Producer); break;
                default: Receive(input.Producer, input.Element); break;
            }
        }

        private void Receive(MergeHubProducer producer, T element)
        {
            if (IsAvailable(Out)) Pass(producer, element);
            else _queue.Enqueue((producer, element));
        }

        // A producer learns of the room it has in batches.
        private void Pass(MergeHubProducer producer, T element)
        {
            Push(Out, element);
            if (++producer.Consumed < _batch) return;
            producer.Consumed = 0;
            producer.Demand(_batch);
        }
    }
}

/// <summary>What a producer tells a merge hub.</summary>
internal enum MergeHubInputKind
{
    Joined,
    Element,
    Left,
}

/// <summary>A word of a producer to its merge hub.</summary>
internal readonly record struct MergeHubInput<T>(MergeHubInputKind Kind, MergeHubProducer Producer, T Element);

/// <summary>A producer as its merge hub knows it.</summary>
internal sealed class MergeHubProducer(Action<int> demand, Action end)
{
    /// <summary>Elements passed on since the last word about demand; the hub's own.</summary>
    internal int Consumed { get; set; }

    internal void Demand(int count) => demand(count);

    internal void End() => end();
}

/// <summary>One of the many ends of a merge hub.</summary>
internal sealed class MergeHubSink<T>(StageInbox<MergeHubInput<T>> hub, int bufferSize)
    : SinkStage<T, NotUsed>("mergeHubSink")
{
    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(new Logic(this, hub, bufferSize), NotUsed.Instance);

    private sealed class Logic(MergeHubSink<T> stage, StageInbox<MergeHubInput<T>> hub, int bufferSize)
        : SinkLogic<T>(stage.Shape)
    {
        private MergeHubProducer _self = null!;
        private int _left = bufferSize;

        public override void PreStart()
        {
            _self = new MergeHubProducer(GetAsyncCallback<int>(OnDemand), GetAsyncCallback(CompleteStage));
            if (Tell(MergeHubInputKind.Joined, default!)) Pull(In);
        }

        public override void OnPush()
        {
            if (Tell(MergeHubInputKind.Element, Grab(In)) && --_left > 0) Pull(In);
        }

        public override void OnUpstreamFailure(Exception e) => FailStage(new MergeHub.ProducerFailed(
            "Upstream producer failed with exception, removing from MergeHub now", e));

        public override void PostStop() =>
            hub.TryAdd(new MergeHubInput<T>(MergeHubInputKind.Left, _self, default!));

        private bool Tell(MergeHubInputKind kind, T element)
        {
            var told = hub.TryAdd(new MergeHubInput<T>(kind, _self, element));
            if (!told) CompleteStage();
            return told;
        }

        private void OnDemand(int count)
        {
            _left += count;
            if (!HasBeenPulled(In)) TryPull(In);
        }
    }
}
