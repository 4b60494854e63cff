using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace FinTracer.Lab.Linux;

/// <summary>
/// A host of a story: a network namespace that lives on a thread of its own. The kernel removes the namespace when the thread and
/// the processes started from it are gone, so nothing stays behind, whatever happens to the lab.
/// </summary>
public sealed class NetworkHost : IDisposable
{
    const string Device = "eth0";
    readonly BlockingCollection<Action> _work = [];
    readonly Thread _thread;
    readonly Dictionary<string, string> _settings = [];
    TapDevice? _card;

    internal NetworkHost(Side side, HostAddress address)
    {
        Side = side;
        Address = address;
        _thread = new Thread(Serve) { IsBackground = true, Name = $"{side.Word} {address.Address}" };
        _thread.Start();
        Do(EnterNewNamespace);
    }

    public Side Side { get; }

    /// <summary>Changed kernel settings (sysctl name to value), for the truth file.</summary>
    public IReadOnlyDictionary<string, string> Settings => _settings;

    internal HostAddress Address { get; }

    internal TapDevice Card => _card ?? throw new LabException("the host has no network card yet");

    /// <summary>Runs an action on the host's thread, so that sockets, processes and /proc belong to the host.</summary>
    public T Do<T>(Func<T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        T? result = default;
        Do(() => { result = action(); });
        return result!;
    }

    /// <summary>Runs an action on the host's thread and waits for it; its exception is the caller's.</summary>
    public void Do(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Exception? failure = null;
        using var done = new ManualResetEventSlim();
        _work.Add(() =>
        {
            try
            {
                action();
            }
#pragma warning disable CA1031 // Not swallowed: handed to the caller on the next lines.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = e;
            }
            finally
            {
                done.Set();
            }
        });
        done.Wait();
        if (failure is not null)
        {
            throw failure is LabException ? failure : new LabException($"{Side.Word}: {failure.Message}", failure);
        }
    }

    /// <summary>Changes a kernel setting of this host alone, e.g. net.ipv4.tcp_rfc1337.</summary>
    public void Set(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        SetQuietly(name, value);
        _settings[name] = value;
    }

    /// <summary>Runs a tool inside the host and returns what it prints; a failure of the tool is an error.</summary>
    public string Run(string tool, params string[] arguments) => Do(() => Tool.Run(tool, arguments));

    /// <summary>Starts a tool inside the host that runs on until it is stopped; it dies with the lab.</summary>
    public Process Start(string tool, params string[] arguments) =>
        Do(() => Tool.Start("setpriv", ["--pdeathsig", "KILL", tool, .. arguments]));

    /// <summary>Gives the host its card, addresses, the neighbour behind the cable and the default route.</summary>
    internal void Connect()
    {
        Do(() => { _card = TapDevice.Create(Device); });
        SetQuietly("net.ipv6.conf.all.accept_dad", "0");
        SetQuietly("net.ipv6.conf.default.accept_dad", "0");
        foreach (var (name, value) in new[] { ("accept_dad", "0"), ("router_solicitations", "0"), ("addr_gen_mode", "1"), ("accept_ra", "0") })
        {
            SetQuietly($"net.ipv6.conf.{Device}.{name}", value);
        }

        string version = Address.Family == 6 ? "-6" : "-4";
        string noDetection = Address.Family == 6 ? " nodad" : string.Empty;
        string batch = string.Join('\n',
        [
            "link set lo up",
            $"link set {Device} address {Address.CardText} up",
            $"address add {Address.Address}/{Address.PrefixLength} dev {Device}{noDetection}",
            $"neighbour add {Address.Gateway} lladdr {Address.GatewayCardText} dev {Device} nud permanent",
            $"route add default via {Address.Gateway} dev {Device}",
            string.Empty,
        ]);
        Do(() => Tool.Run("ip", [version, "-batch", "-"], batch));
    }

    /// <summary>The kernel's TCP counters of this host (names as nstat prints them), those that are not zero.</summary>
    internal SortedDictionary<string, long> ReadCounters() => Do(() =>
    {
        var counters = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (string file in (string[])["/proc/thread-self/net/snmp", "/proc/thread-self/net/netstat"])
        {
            string[] lines = File.ReadAllLines(file);
            foreach (var (names, values) in lines.Chunk(2).Select(pair => (pair[0].Split(' '), pair[1].Split(' '))))
            {
                string group = names[0].TrimEnd(':');
                if (group is not ("Tcp" or "TcpExt"))
                {
                    continue;
                }

                for (int i = 1; i < names.Length; i++)
                {
                    counters[group + names[i]] = long.Parse(values[i], CultureInfo.InvariantCulture);
                }
            }
        }

        return counters;
    });

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _card?.Dispose();
        _work.Dispose();
    }

    void Serve()
    {
        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }

    static void EnterNewNamespace()
    {
        if (Libc.Unshare(Libc.CloneNewNet) != 0)
        {
            throw Libc.Failure("unshare(CLONE_NEWNET)");
        }
    }

    void SetQuietly(string name, string value) =>
        Do(() => File.WriteAllText("/proc/sys/" + name.Replace('.', '/'), value));
}
