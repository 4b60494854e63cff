using System;
using System.Collections.Generic;
using System.Linq;
using SharpPcap;
using SharpPcap.LibPcap;

namespace FinTracer.Sources.Live;

/// <summary>The interfaces that libpcap knows.</summary>
static class CaptureInterfaces
{
    /// <summary>All of them; in the order that libpcap thinks most useful.</summary>
    /// <exception cref="LiveCaptureException">libpcap is missing, or cannot list them.</exception>
    public static IReadOnlyList<PcapInterface> All()
    {
        if (!NativeLibpcap.IsInstalled)
        {
            throw new LiveCaptureException(LiveFailure.NoLibrary, NativeLibpcap.HowToInstall);
        }

        try
        {
            return PcapInterface.GetAllPcapInterfaces();
        }
        catch (Exception refused) when (refused is PcapException or InvalidOperationException or DllNotFoundException)
        {
            throw new LiveCaptureException(LiveFailure.Other, $"the interfaces cannot be listed: {refused.Message}", refused);
        }
    }

    /// <summary>Opens the interfaces with these names.</summary>
    /// <exception cref="LiveCaptureException">One of them does not exist or cannot be captured on.</exception>
    public static IReadOnlyList<LiveDevice> Open(IReadOnlyList<string> names, CaptureSettings settings)
    {
        IReadOnlyList<PcapInterface> all = All();
        var devices = new List<LiveDevice>();
        try
        {
            foreach (string name in names)
            {
                PcapInterface found = all.FirstOrDefault(one => one.Name == name)
                    ?? throw new LiveCaptureException(LiveFailure.NoInterface, $"{name}: no such interface; 'fintracer interfaces' lists them");
                devices.Add(Open(found, devices.Count, settings));
            }

            return devices;
        }
        catch
        {
            devices.ForEach(device => device.Dispose());
            throw;
        }
    }

    /// <summary>Null when the interface can be captured on, with its link type in libpcap's words; else why not.</summary>
    public static LiveCaptureException? Try(PcapInterface found, out string linkType)
    {
        linkType = "-";
        try
        {
            using LiveDevice device = Open(found, 0, new CaptureSettings { Filter = "", BufferOctets = 64 * 1024 });
            linkType = device.FileLinkType.ToString();
            return null;
        }
        catch (LiveCaptureException refused)
        {
            return refused;
        }
    }

    static LiveDevice Open(PcapInterface found, int id, CaptureSettings settings)
    {
        try
        {
            return LiveDevice.Start(found, id, settings);
        }
        catch (PcapException refused)
        {
            throw Explain(found.Name, refused);
        }
    }

    static LiveCaptureException Explain(string name, PcapException refused) => refused.Error switch
    {
        PcapError.PermissionDenied or PcapError.PromiscuousPermissionDenied => new(LiveFailure.Permission, $"{name}: no permission to capture: {HowToPermit}", refused),
        PcapError.InterfaceNotUp => new(LiveFailure.Other, $"{name}: the interface is not up", refused),
        PcapError.TimestampPrecisionNotSupported => new(LiveFailure.Other, $"{name}: not a network interface (no times in nanoseconds)", refused),
        PcapError.NoSuchDevice => new(LiveFailure.NoInterface, $"{name}: the interface does not exist any more", refused),
        _ => new(LiveFailure.Other, $"{name}: cannot capture: {refused.Message}", refused),
    };

    /// <summary>What to do about a missing permission on this system.</summary>
    static string HowToPermit => OperatingSystem.IsLinux()
        ? $"use sudo, or give the program the right once: sudo setcap cap_net_raw=ep {Environment.ProcessPath ?? "fintracer"}"
        : "it needs the rights of an administrator";
}
