"""The well-formed requests of `general.py` for documents and exports."""

from tests.samples.general import Request, sample, simple
from tests.world import World

OUTCOME = {
    "version": 0,
    "recommendations": [
        {
            "operative": "Invites",
            "text": "the commission to meet for eight days.",
            "addressee": "The simulated commission",
            "language": "en",
        }
    ],
    "issues": [
        {
            "text": "How seats are shared between regions.",
            "language": "en",
            "referred_to": "The simulated council",
            "lead": "The simulated secretariat",
            "partners": ["Network 2, simulated"],
            "due": "2027-03-31",
        }
    ],
    "transmittal": {
        "to_body": "The simulated council",
        "sent_from": "The chair, simulated",
        "date": "2026-12-01",
        "text": "I have the honour to transmit the summary.",
        "language": "en",
    },
}

simple("list_documents", "GET", "/consultations/{ref}/documents")
simple("set_document_scheme", "PUT", "/consultations/{ref}/document-scheme", {"prefix": "SIM/2026/C1"})
simple("export_synthesis", "GET", "/consultations/{ref}/synthesis?format=md")
simple("get_outcome", "GET", "/consultations/{ref}/outcome")
simple("write_outcome", "PUT", "/consultations/{ref}/outcome", OUTCOME)


@sample("export_published_synthesis")
async def _export_published_synthesis(world: World) -> Request:
    assert (await world.chair.post(f"/consultations/{world.slug}/synthesis")).status_code == 200
    return Request("GET", f"/consultations/{world.slug}/synthesis/published?format=md")


@sample("export_summary")
async def _export_summary(world: World) -> Request:
    await world.state("support", reason="It helps.")
    drafted = await world.chair.post(f"/consultations/{world.slug}/summary")
    assert drafted.status_code == 200, drafted.text
    summary_id = drafted.json()["id"]
    await world.chair.post(f"/summaries/{summary_id}/publish")
    return Request("GET", f"/summaries/{summary_id}/export?format=md")
