namespace Akka.Actor;

/// <summary>Names a strategy in the configuration (<c>akka.actor.guardian-supervisor-strategy</c>).</summary>
public abstract class SupervisorStrategyConfigurator
{
    public abstract SupervisorStrategy Create();

    internal static SupervisorStrategy Named(string typeName)
    {
        var bare = typeName.Split(',')[0].Trim();
        if (bare.EndsWith(nameof(DefaultSupervisorStrategy), StringComparison.Ordinal))
        {
            return new DefaultSupervisorStrategy().Create();
        }

        if (bare.EndsWith(nameof(StoppingSupervisorStrategy), StringComparison.Ordinal))
        {
            return new StoppingSupervisorStrategy().Create();
        }

        return TypeNames.Create<SupervisorStrategyConfigurator>(typeName).Create();
    }
}

/// <summary><see cref="SupervisorStrategy.DefaultStrategy"/> by name.</summary>
public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}

/// <summary><see cref="SupervisorStrategy.StoppingStrategy"/> by name.</summary>
public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}
