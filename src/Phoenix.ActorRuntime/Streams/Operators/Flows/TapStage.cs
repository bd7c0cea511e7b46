using Akka.Event;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Shows every element to an action; if it throws, that is the end of the showing, not of the
/// stream.</summary>
internal sealed class TapStage<T>(Action<T> action) : FlowStage<T, T>("wireTap")
{
    private Action<T> Action => action;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(TapStage<T> stage, Attributes inherited) : FlowLogic<T, T>(stage.Shape, inherited)
    {
        private bool _failed;

        public override void OnPush()
        {
            var element = Grab(In);
            if (!_failed) Show(element);
            Push(Out, element);
        }

        private void Show(T element)
        {
            try
            {
                stage.Action(element);
            }
            catch (Exception cause)
            {
                _failed = true;
                Log.Log(LogLevel.ErrorLevel, cause, "The tap has failed and gets no more elements.");
            }
        }
    }
}
