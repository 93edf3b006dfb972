from django.urls import path

from modules.views import desk, media, reviewing

app_name = "programme"
urlpatterns = [
    path("review/", reviewing.settle, name="review"),
    path("edition/<uuid:edition>/week/<int:number>/", desk.week, name="week"),
    path("edition/<uuid:edition>/film/<str:sha256>/", media.of_edition, name="film"),
]
