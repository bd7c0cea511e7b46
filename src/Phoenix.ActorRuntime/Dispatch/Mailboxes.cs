using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.MessageQueues;

namespace Akka.Dispatch;

/// <summary>Finds the mailbox an actor gets: what its props or the deployment say, what its dispatcher says, what its
/// class requires, the default, in that order.</summary>
public class Mailboxes
{
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";

    /// <summary>What <c>mailbox-requirement</c> says if there is none.</summary>
    public static readonly string NoMailboxRequirement = string.Empty;

    private const string RequirementsPath = "akka.actor.mailbox.requirements";
    private const string TypeKey = "mailbox-type";
    private const string StashCapacityKey = "stash-capacity";

    private readonly ConcurrentDictionary<string, MailboxType> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(Type Actor, string Mailbox, string Dispatcher), MailboxType> _chosen = new();
    private readonly ActorSystem _system;
    private readonly Config _config;
    private readonly Lazy<Dictionary<Type, string>> _requirements;

    public Mailboxes(ActorSystem system)
    {
        (_system, _config) = (system, system.Settings.Config);
        _requirements = new Lazy<Dictionary<Type, string>>(ReadRequirements);
        if (system is ActorSystemImpl own) DeadLetters = new DeadLetterQueue(own.DeadLetterOffice);
    }

    internal IMessageQueue? DeadLetters { get; }

    /// <exception cref="ConfigurationException">No such section, or it names no mailbox.</exception>
    public MailboxType Lookup(string id) => _byId.GetOrAdd(id, Make);

    /// <summary>The mailbox that <c>akka.actor.mailbox.requirements</c> gives for a kind of queue.</summary>
    public MailboxType LookupByQueueType(Type queueType) =>
        _requirements.Value.TryGetValue(queueType, out var id)
            ? Lookup(id)
            : throw new ConfigurationException(
                $"Mailbox Mapping for [{queueType}] not configured: add \"{queueType}\" to {RequirementsPath}.");

    /// <summary>The kind of queue the class of an actor asks for; null for none.</summary>
    public Type GetRequiredType(Type actorType) => Argument(actorType, typeof(IRequiresMessageQueue<>))!;

    public bool HasRequiredType(Type actorType) => GetRequiredType(actorType) is not null;

    public bool ProducesMessageQueue(Type mailboxType) =>
        Argument(mailboxType, typeof(IProducesMessageQueue<>)) is not null;

    /// <param name="dispatcherConfig">The section of the actor's dispatcher with its <c>id</c>.</param>
    public MailboxType GetMailboxType(Props props, Config dispatcherConfig) =>
        Choose(props.Type, props.Mailbox, props.Dispatcher, dispatcherConfig);

    /// <summary>How many messages the stash of an actor holds; -1 without limit.</summary>
    public int StashCapacity(string dispatcher, string mailbox)
    {
        foreach (var id in new[] { mailbox, dispatcher, DefaultMailboxId })
        {
            if (string.IsNullOrEmpty(id)) continue;
            var section = Dispatchers.GetConfig(_config, id);
            if (section.HasPath(StashCapacityKey)) return section.GetInt(StashCapacityKey, -1);
        }

        return -1;
    }

    /// <summary>The queue of an actor to be made; null for the one every mailbox has built in.</summary>
    internal IMessageQueue? QueueFor(Props props, LocalActorRef owner)
    {
        var type = _chosen.GetOrAdd(
            (props.Type, props.Mailbox, props.Dispatcher),
            static (key, self) => self.Choose(
                key.Actor, key.Mailbox, key.Dispatcher, ((ActorSystemImpl)self._system).Dispatchers.SectionOf(
                    key.Dispatcher.Length == 0 ? Dispatchers.DefaultDispatcherId : key.Dispatcher)),
            this);
        if (type is UnboundedMailbox or UnboundedDequeBasedMailbox) return null;
        var queue = type.Create(owner, _system);
        if (((ActorSystemImpl)_system).Environment.OnlyDispatcher is null) return queue;

        // One thread runs everything: a teller that waited for room would wait for itself.
        if (queue is BoundedMessageQueue bounded) bounded.PushTimeOut = TimeSpan.Zero;
        else if (queue is BoundedDequeMessageQueue deque) deque.NeverWait();
        return queue;
    }

    private static Type? Argument(Type type, Type definition)
    {
        foreach (var implemented in type.GetInterfaces())
        {
            if (implemented.IsGenericType && implemented.GetGenericTypeDefinition() == definition)
            {
                return implemented.GetGenericArguments()[0];
            }
        }

        return null;
    }

    private MailboxType Choose(Type actor, string mailbox, string dispatcher, Config dispatcherConfig)
    {
        if (!string.IsNullOrEmpty(mailbox)) return Checked(Lookup(mailbox), actor);
        if (!string.IsNullOrEmpty(dispatcher) && dispatcherConfig.HasPath(TypeKey))
        {
            return Checked(Lookup(dispatcherConfig.GetString("id", dispatcher)!), actor);
        }

        if (GetRequiredType(actor) is { } required) return Checked(LookupByQueueType(required), actor);
        var requirement = dispatcherConfig.GetString("mailbox-requirement", NoMailboxRequirement);
        return string.IsNullOrEmpty(requirement)
            ? Lookup(DefaultMailboxId)
            : Checked(LookupByQueueType(TypeNames.Find(requirement)), actor);
    }

    private MailboxType Checked(MailboxType mailbox, Type actor)
    {
        var required = GetRequiredType(actor);
        var produced = Argument(mailbox.GetType(), typeof(IProducesMessageQueue<>));
        if (required is not null && produced is not null && !required.IsAssignableFrom(produced))
        {
            throw new ArgumentException(
                $"The actor {actor} requires a message queue of type [{required}], and the mailbox " +
                $"{mailbox.GetType()} it was given produces [{produced}]: give it another mailbox, or none.",
                nameof(mailbox));
        }

        return mailbox;
    }

    private MailboxType Make(string id)
    {
        if (!_config.HasPath(id))
        {
            throw new ConfigurationException(
                $"Mailbox Type [{id}] not configured. Add a section '{id} {{ {TypeKey} = \"Akka.Dispatch." +
                "UnboundedMailbox\" }' to the configuration of the actor system, or correct the name in the props, " +
                "the deployment or the requirements.");
        }

        var own = Dispatchers.GetConfig(_config, id);
        var name = own.GetString(TypeKey, string.Empty);
        if (string.IsNullOrEmpty(name))
        {
            throw new ConfigurationException($"The setting {TypeKey} of the mailbox [{id}] is empty.");
        }

        var section = ConfigurationFactory.ParseString($"id = \"{id}\"")
            .WithFallback(own)
            .WithFallback(_config.GetConfig(DefaultMailboxId) ?? Config.Empty);
        return Make(id, name, section);
    }

    private MailboxType Make(string id, string name, Config section)
    {
        try
        {
            return TypeNames.Create<MailboxType>(name, _system.Settings, section);
        }
        catch (Exception error) when (error is TypeLoadException or MissingMethodException or InvalidCastException)
        {
            throw new ConfigurationException(
                $"Mailbox [{id}]: {TypeKey} '{name}' is not the name of a MailboxType with a constructor " +
                "(Settings, Config).",
                error);
        }
    }

    private Dictionary<Type, string> ReadRequirements()
    {
        var requirements = new Dictionary<Type, string>();
        foreach (var (name, id) in (_config.GetConfig(RequirementsPath) ?? Config.Empty).AsEnumerable())
        {
            requirements[TypeNames.Find(name)] = id.GetString()!;
        }

        return requirements;
    }
}
