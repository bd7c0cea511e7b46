namespace Akka.Streams.Implementation;

/// <summary>The logic of a stage that hands out sources of its own; one that nobody runs in time is given up.</summary>
internal abstract class SubstreamLogic<TIn, TOut> : TimedFlowLogic<TIn, TOut>
{
    private readonly Attributes _inherited;

    protected SubstreamLogic(FlowShape<TIn, TOut> shape, Attributes inherited) : base(shape) => _inherited = inherited;

    private protected TimeSpan SubscriptionTimeout => SubscriptionSettings.Timeout;

    private StreamSubscriptionTimeoutSettings SubscriptionSettings =>
        ((ActorMaterializer)Materializer).EffectiveSettings(_inherited).SubscriptionTimeoutSettings;

    private protected SubSourceOutlet<TIn> CreateSubstream(string name, Action onPull, Action<Exception> onCancel)
    {
        var outlet = new SubSourceOutlet<TIn>(this, name);
        outlet.SetHandler(new LambdaOutHandler(onPull, onCancel));
        return outlet;
    }

    /// <summary>Does what the settings say about a source that nobody has run.</summary>
    /// <returns>Whether it can no longer be run.</returns>
    private protected bool GiveUp(SubSourceOutlet<TIn> outlet)
    {
        var settings = SubscriptionSettings;
        switch (settings.Mode)
        {
            case StreamSubscriptionTimeoutTerminationMode.CancelTermination:
                outlet.Timeout(settings.Timeout);
                return outlet.IsClosed;
            case StreamSubscriptionTimeoutTerminationMode.WarnTermination:
                Log.Log(
                    Event.LogLevel.WarningLevel, null,
                    $"Substream subscription timeout triggered after {settings.Timeout} in {this}.");
                return false;
            default:
                return false;
        }
    }
}
