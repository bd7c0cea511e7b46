using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Scripts;

/// <summary>
/// The scripts in force: it watches what their rules wait for and injects their faults. Triggers know nothing of verbs,
/// and verbs nothing of triggers.
/// </summary>
public sealed class ScriptBoard
{
    /// <summary>As many rules that are over are still listed.</summary>
    private const int PastLimit = 1_000;

    private readonly Queue<ArmedRule> _past = new();
    private readonly List<Action> _afterwards = [];
    private readonly FaultBoard _faults;
    private readonly FaultStage _stage;
    private readonly StateWatch _watch;

    /// <summary>Replaced and never changed, so that whoever walks it may fire rules.</summary>
    private ImmutableArray<ArmedRule> _rules = [];
    private long _lastId;

    internal ScriptBoard(FaultBoard faults, FaultStage stage)
    {
        (_faults, _stage, _watch) = (faults, stage, new StateWatch(stage));
        stage.Feeds.Publishing = OnFrame;
        stage.Users.Publishing += (_, type) => OnFrame(type);
    }

    /// <summary>Every rule that was armed, in order; the oldest of those that are over are forgotten.</summary>
    public IReadOnlyList<ScriptRuleState> Rules =>
        [.. _past.Concat(_rules).OrderBy(rule => rule.Id).Select(rule => rule.Describe())];

    internal bool WatchesRequests => _rules.Any(rule => rule is { IsArmed: true, Rule.When: ScriptTrigger.Request });

    /// <summary>Its times count from now.</summary>
    /// <returns>What the venue cannot do; nothing of the script is armed then.</returns>
    public IReadOnlyList<ScriptProblem> Arm(FaultScript script)
    {
        List<ScriptProblem> problems = [];
        foreach (var rule in script.Rules)
        {
            problems.AddRange(from fault in rule.Do
                              let reason = _faults.Reject(fault)
                              where reason is not null
                              select new ScriptProblem($"{rule.Place}.do", FaultWords.Of(fault.Verb), reason));
            if (rule.When is ScriptTrigger.State state && _watch.Reject(state) is { } unknown)
            {
                problems.Add(new ScriptProblem($"{rule.Place}.when.state", $"{state.Of}", unknown));
            }
        }

        if (problems.Count > 0) return problems;
        foreach (var rule in script.Rules)
        {
            var armed = new ArmedRule(++_lastId, rule, _stage.Agenda.Now);
            _rules = _rules.Add(armed);
            Plan(armed);
        }

        Settle();
        return problems;
    }

    /// <summary>Nothing fires any more; faults that were injected go on.</summary>
    public void Disarm()
    {
        foreach (var rule in _rules)
        {
            rule.IsArmed = false;
        }

        _rules = [];
        _past.Clear();
    }

    internal void OnRequest(in RequestSight request)
    {
        foreach (var rule in _rules)
        {
            if (rule.Rule.When is ScriptTrigger.Request wanted && request.IsOn(wanted.Route)) Count(rule, wanted.Count);
        }
    }

    internal void OnConnect(SocketClass socketClass)
    {
        foreach (var rule in _rules)
        {
            if (rule.Rule.When is ScriptTrigger.Connect wanted && FaultTarget.IsIn(socketClass, wanted.Target))
            {
                Count(rule, wanted.Count);
            }
        }
    }

    /// <summary>The venue has done what it was asked, or made a step: what depends on its state is looked at.</summary>
    internal void Settle()
    {
        foreach (var rule in _rules)
        {
            if (!rule.IsArmed || rule.Rule.When is not ScriptTrigger.State state) continue;
            var holds = _watch.Holds(state);
            var isNew = holds && !rule.Held;
            rule.Held = holds;
            if (isNew) Fire(rule);
        }

        while (_afterwards.Count > 0)
        {
            var work = _afterwards[0];
            _afterwards.RemoveAt(0);
            work();
        }
    }

    private void OnFrame(string stream)
    {
        foreach (var rule in _rules)
        {
            if (rule.Rule.When is ScriptTrigger.Frame wanted && wanted.Stream == stream) Count(rule, wanted.Count);
        }
    }

    private void Count(ArmedRule rule, int wanted)
    {
        if (rule.IsArmed && ++rule.Seen % wanted == 0) Fire(rule);
    }

    private void Plan(ArmedRule rule)
    {
        switch (rule.Rule.When)
        {
            case ScriptTrigger.At at:
                Plan(rule, rule.ArmedAt + at.Time);
                break;
            case ScriptTrigger.Random random:
                var chance = new SeededChance(random.Seed);
                for (var i = 0; i < (rule.Rule.Times ?? 1); i++)
                {
                    Plan(rule, rule.ArmedAt + random.Draw(chance));
                }

                break;
            case ScriptTrigger.Every every:
                PlanNext(rule, every, new SeededChance(every.Seed), rule.ArmedAt + every.From);
                break;
        }
    }

    private void Plan(ArmedRule rule, VenueTime at) => _stage.Agenda.At(at, () => Fire(rule));

    private void PlanNext(ArmedRule rule, ScriptTrigger.Every every, SeededChance chance, VenueTime at)
    {
        if (rule.ArmedAt + every.To is { } end && at > end)
        {
            Retire(rule);
            return;
        }

        var late = TimeSpan.FromMilliseconds(chance.Below((long)every.Jitter.TotalMilliseconds + 1));
        _stage.Agenda.At(at + late, () =>
        {
            Fire(rule);
            if (rule.IsArmed) PlanNext(rule, every, chance, at + every.Period);
        });
    }

    private void Fire(ArmedRule rule)
    {
        if (!rule.IsArmed) return;
        rule.Fired++;
        rule.FiredAt = _stage.Agenda.Now;
        if (rule.Fired >= rule.Rule.Times) Retire(rule);
        if (rule.Rule.After > TimeSpan.Zero)
        {
            _stage.Agenda.At(_stage.Agenda.Now + rule.Rule.After, () => Inject(rule));
        }
        else
        {
            Inject(rule);
        }
    }

    private void Retire(ArmedRule rule)
    {
        rule.IsArmed = false;
        _rules = _rules.Remove(rule);
        if (_past.Count == PastLimit) _past.Dequeue();
        _past.Enqueue(rule);
    }

    /// <summary>
    /// What trades must wait until the books are at rest, since an event may be told of in the middle of a match; and
    /// what ends sockets until a frame has been shared out to all of them.
    /// </summary>
    private void Inject(ArmedRule rule)
    {
        foreach (var request in rule.Rule.Do)
        {
            var spec = FaultCatalog.Of(request.Verb);
            if (spec.Trades || (spec.IsInstant && rule.Rule.When is ScriptTrigger.Frame))
            {
                _afterwards.Add(() => Inject(rule, request));
            }
            else
            {
                Inject(rule, request);
            }
        }
    }

    private void Inject(ArmedRule rule, FaultRequest request)
    {
        if (_faults.Inject(request) is FaultReceipt.Rejected rejected) rule.Refused = rejected.Reason;
    }

    private sealed class ArmedRule(long id, ScriptRule rule, VenueTime armedAt)
    {
        internal long Id => id;

        internal ScriptRule Rule => rule;

        internal VenueTime ArmedAt => armedAt;

        internal bool IsArmed { get; set; } = true;

        /// <summary>Of what it counts.</summary>
        internal int Seen { get; set; }

        /// <summary>Of what it watches: whether it was so when last looked at.</summary>
        internal bool Held { get; set; }

        internal int Fired { get; set; }

        internal VenueTime? FiredAt { get; set; }

        internal string? Refused { get; set; }

        internal ScriptRuleState Describe() => new(
            id,
            TriggerWords.Of(rule.When),
            [.. rule.Do.Select(FaultWords.Of)],
            IsArmed,
            Fired,
            FiredAt?.Milliseconds,
            Refused);
    }
}
